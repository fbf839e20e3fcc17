import { expect, test } from 'vitest';
import { accept, approve, draft, recall, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import type { Change } from '../board/board.ts';
import { ordersBrought, runningOrders } from './brought.ts';

const issued = [report(), accept(), draft('kz-municipal'), approve()];

test('a snapshot brings the orders that run, and neither drafts nor what is over', () => {
  const subject = after(...issued).subject;
  const id = subject.orders[0]?.id ?? '';
  expect(ordersBrought({ cases: [subject] })).toEqual([id]);
  expect(ordersBrought({ cases: [after(report(), accept(), draft('kz-municipal')).subject] })).toEqual([]);
  expect(ordersBrought({ cases: [after(...issued, recall()).subject] })).toEqual([]);
});

test('a batch brings an order with the fact of its issue, or with the case that comes into view', () => {
  const { subject, events } = after(...issued);
  const id = subject.orders[0]?.id ?? '';
  const changes = events.map((event, n): Change => ({ kind: 'event', seq: n + 1, event }));
  expect(ordersBrought({ changes })).toEqual([id]);
  expect(ordersBrought({ changes: changes.slice(0, -1) })).toEqual([]);
  const enter: Change = { kind: 'enter', seq: 9, event: events.at(-1)!, image: subject };
  expect(ordersBrought({ changes: [enter] })).toEqual(runningOrders(subject));
  expect(ordersBrought({ changes: [{ kind: 'leave', seq: 10, caseId: subject.id }] })).toEqual([]);
});
