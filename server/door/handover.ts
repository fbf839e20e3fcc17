import { ON_SHIFT } from '#domain/desk/colleague.ts';
import { rightsOf } from '#server/access/actor.ts';
import { listColleagues } from '#server/desk/colleague.ts';
import { listNotes, NOTES } from '#server/desk/note.ts';
import { entry, nothing } from '#server/door/entry.ts';

/** What a handover needs beside the board: who there is, and what was written for the next shift. */
export const HANDOVERS = [
  entry({
    name: 'colleague.list',
    together: true,
    method: 'GET',
    path: '/desk/colleagues',
    about: {
      zh: '辖区与本人相交的分拨员，和值班表上此刻的当班。',
      en: 'The dispatchers whose areas and the own have something in common, with the duty that each is on now.',
    },
    by: ON_SHIFT,
    input: nothing,
    run: async ({ accounts, clock }, viewer) => ({
      asOf: clock.tick().at,
      colleagues: await listColleagues(accounts, rightsOf(viewer).areas),
    }),
  }),
  entry({
    name: 'note.list',
    together: true,
    method: 'GET',
    path: '/desk/notes',
    about: {
      zh: '辖区内若干件诉求各自最近的内部备注（交班话），一次最多 100 件。',
      en: 'The last internal note of each of up to 100 cases in reach, with when and by whom.',
    },
    by: ON_SHIFT,
    input: NOTES,
    run: async ({ desk }, viewer, { caseIds }) => ({
      notes: await listNotes(desk.db, desk.sealer, viewer, caseIds),
    }),
  }),
];
