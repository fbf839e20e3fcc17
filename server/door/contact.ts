import { REVEALERS } from '#domain/case/reveal.ts';
import { CALLER, casesOfCaller } from '#server/contact/find.ts';
import { REVEAL, revealContact } from '#server/contact/reveal.ts';
import { entry } from '#server/door/entry.ts';

/** 联系方式: shown to those who must call the resident, for a reason, for ten minutes, and written down. */
export const CONTACTS = [
  entry({
    name: 'contact.reveal',
    method: 'POST',
    path: '/cases/{id}/contact',
    about: {
      zh: '显示群众的姓名和电话：要有理由，十分钟后失效，并记录给群众看。',
      en: "Shows the resident's name and telephone: for a reason, for ten minutes, written down for the resident.",
    },
    by: REVEALERS,
    denied: 'contact-not-yours',
    input: REVEAL,
    run: ({ desk }, viewer, asked) => revealContact(desk, viewer, asked),
  }),
  entry({
    name: 'contact.find',
    method: 'POST',
    path: '/contacts/find',
    about: {
      zh: '来电人以前的诉求：只按完整号码查，并记录。',
      en: 'The earlier cases of somebody who calls, by the whole number only; written down.',
    },
    by: ['dispatcher'],
    denied: 'contact-not-yours',
    input: CALLER,
    run: ({ desk }, viewer, caller) => casesOfCaller(desk, viewer, caller),
  }),
];
