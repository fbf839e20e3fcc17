import { entry, HANDLERS } from '#server/door/entry.ts';
import { readOrderSheet, SHEET, VERIFY, verifyOrderSheet } from '#server/order/evidence.ts';

/** The sheet of an order and the check of its evidence, for those who handle its case. */
export const ORDERS = [
  entry({
    name: 'order.sheet',
    method: 'GET',
    path: '/orders/{number}',
    about: {
      zh: '一张电子发令单和它的证据链。',
      en: 'The sheet of an order with its evidence, ready to be printed.',
    },
    by: HANDLERS,
    input: SHEET,
    run: ({ desk }, viewer, input) => readOrderSheet(desk, viewer, input),
  }),
  entry({
    name: 'order.verify',
    method: 'GET',
    path: '/orders/{number}/evidence',
    about: {
      zh: '核对印出的发令单：记录是否还与其校验码相符。',
      en: 'Whether the log still yields the digest that a printed sheet shows for its version.',
    },
    by: HANDLERS,
    input: VERIFY,
    run: ({ desk }, viewer, input) => verifyOrderSheet(desk, viewer, input),
  }),
];
