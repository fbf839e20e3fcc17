import { entry, nothing } from '#server/door/entry.ts';
import { ASK, askErasure, DECIDE, decideErasure, listErasures } from '#server/erasure/ask.ts';
import type { Viewer } from '#server/access/actor.ts';

/** Two of the three administrators: neither of them handles or sees a case, and it takes both. */
const BY = ['system-admin', 'security-admin'] as const;

const idOf = (viewer: Viewer): string => (viewer.kind === 'person' ? viewer.person.id : '');

/** 删除个人信息 (个人信息保护法 第四十七条): asked for by number and reason, done when a second person confirms. */
export const ERASURES = [
  entry({
    name: 'erasure.list',
    method: 'GET',
    path: '/erasures',
    about: { zh: '删除个人信息的申请。', en: 'What was asked to be erased, and what became of it.' },
    by: [...BY, 'audit-admin'],
    beyond:
      'The administrators see no case; they name one by its number and erase what nobody reads any more.',
    input: nothing,
    run: async ({ desk }) => ({ erasures: await listErasures(desk.db) }),
  }),
  entry({
    name: 'erasure.ask',
    method: 'POST',
    path: '/erasures',
    about: {
      zh: '申请删除一件已办结诉求的个人信息；另一人复核后才删除。',
      en: 'Asks to erase the personal data of a case that is over; another person confirms it first.',
    },
    by: BY,
    beyond:
      'The administrators see no case; they name one by its number and erase what nobody reads any more.',
    input: ASK,
    run: ({ desk }, viewer, asked) => askErasure(desk.db, idOf(viewer), asked),
  }),
  entry({
    name: 'erasure.decide',
    method: 'POST',
    path: '/erasures/{id}',
    about: {
      zh: '复核一个删除申请：同意即删除，不能恢复。',
      en: 'Confirms, which erases at once and for ever, or declines.',
    },
    by: BY,
    beyond:
      'The administrators see no case; they name one by its number and erase what nobody reads any more.',
    input: DECIDE,
    run: ({ desk }, viewer, decided) => decideErasure(desk.db, idOf(viewer), decided),
  }),
];
