import * as v from 'valibot';
import { ARRANGEMENT } from '#domain/desk/arrangement.ts';
import { NEW_FILTER } from '#domain/desk/saved-filter.ts';
import type { Person } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { arrangeDesk, readDesk, removeFilter, saveFilter } from '#server/desk/setting.ts';
import { entry, nothing } from '#server/door/entry.ts';

/** Those who have a queue to work on or to watch. */
const SITTERS = ['dispatcher', 'supervisor', 'leader', 'worker', 'secretary'] as const;

/** Answers for whoever sits there; the entry's `by` lets nobody else this far. */
const seated = <T>(viewer: Viewer, work: (sitter: Person) => T): T | Refusal =>
  viewer.kind === 'person' ? work(viewer.person) : refuse('not-signed-in');

/** How a person has the desk: it follows to the next machine. */
export const DESKS = [
  entry({
    name: 'desk.read',
    apart: true,
    method: 'GET',
    path: '/desk',
    about: {
      zh: '本人分拨台的排序、列、密度和筛选，以及本辖区共用的筛选。',
      en: "The own desk's order, columns, density and filters, and the filters shared in the own area.",
    },
    by: SITTERS,
    input: nothing,
    run: ({ accounts }, viewer) => seated(viewer, (sitter) => readDesk(accounts, sitter)),
  }),
  entry({
    name: 'desk.arrange',
    apart: true,
    method: 'PUT',
    path: '/desk/arrangement',
    about: {
      zh: '保存本人队列的排序、列和密度。',
      en: 'Keeps the order, the columns and the density of the own queue.',
    },
    by: SITTERS,
    input: ARRANGEMENT,
    run: ({ accounts }, viewer, arrangement) =>
      seated(viewer, (sitter) => arrangeDesk(accounts, sitter, arrangement)),
  }),
  entry({
    name: 'filter.save',
    apart: true,
    method: 'POST',
    path: '/desk/filters',
    about: {
      zh: '保存一个筛选，给自己或本辖区共用。',
      en: 'Saves a filter of the queue, for oneself or for the own area.',
    },
    by: SITTERS,
    input: NEW_FILTER,
    run: ({ accounts }, viewer, given) => seated(viewer, (sitter) => saveFilter(accounts, sitter, given)),
  }),
  entry({
    name: 'filter.remove',
    apart: true,
    method: 'POST',
    path: '/desk/filters/{id}/remove',
    about: { zh: '删去本人保存的一个筛选。', en: 'Takes one of the own saved filters away.' },
    by: SITTERS,
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
    run: ({ accounts }, viewer, { id }) => seated(viewer, (sitter) => removeFilter(accounts, sitter, id)),
  }),
];
