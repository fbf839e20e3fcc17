import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import { POSTS } from '#domain/timer/escalation.ts';
import { POLICY } from '#domain/timer/policy-schema.ts';
import { dayName, dayOfName } from '#domain/timer/calendar.ts';
import type { Viewer } from '#server/access/actor.ts';
import { entry, nothing, STAFF } from '#server/door/entry.ts';
import { describeCalendar, setDay } from '#server/timer/calendar.ts';
import { enactPolicy, previewPolicy } from '#server/timer/enact.ts';
import { readPolicies } from '#server/timer/policy.ts';
import { addDuty, endDuty, readRoster } from '#server/timer/roster.ts';

const ADMIN = ['system-admin'] as const;
const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((name) => dayName(dayOfName(name)) === name, 'no such day'),
);
const word = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
const instant = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The person who sets something; the entry's `by` lets nobody else this far. */
const idOf = (viewer: Viewer): string => (viewer.kind === 'person' ? viewer.person.id : '');

/** What an administrator sets, each dated, and what it would alter before it is set (domain: "Clocks"). */
export const SETTINGS = [
  entry({
    name: 'policy.list',
    method: 'GET',
    path: '/policies',
    about: { zh: '时限规则的全部版本。', en: 'All versions of the limits.' },
    by: STAFF,
    input: nothing,
    run: async ({ desk }) => ({ policies: await readPolicies(desk.db) }),
  }),
  entry({
    name: 'policy.preview',
    method: 'POST',
    path: '/policies/preview',
    about: {
      zh: '一版新时限会改变什么；不改动任何内容。',
      en: 'What a new version of the limits would alter; changes nothing.',
    },
    by: [...ADMIN, 'leader', 'supervisor'],
    input: POLICY,
    beyond: 'What it would alter is counted over the whole city; it shows no case.',
    run: ({ desk }, _viewer, proposed) => previewPolicy(desk, proposed),
  }),
  entry({
    name: 'policy.enact',
    method: 'POST',
    path: '/policies',
    about: {
      zh: '公布一版新时限，从将来的时刻起生效。',
      en: 'Enacts a new version of the limits, effective at an instant to come.',
    },
    by: ADMIN,
    input: POLICY,
    run: ({ desk }, viewer, proposed) => enactPolicy(desk, idOf(viewer), proposed),
  }),
  entry({
    name: 'calendar.read',
    method: 'GET',
    path: '/calendar',
    about: {
      zh: '节假日和调休，以及另行设定的日子。',
      en: 'Holidays and make-up days, and the days set otherwise.',
    },
    by: STAFF,
    input: nothing,
    run: ({ desk }) => describeCalendar(desk.db),
  }),
  entry({
    name: 'calendar.set',
    method: 'PUT',
    path: '/calendar/{day}',
    about: { zh: '另行设定以后的一天是否上班。', en: 'Sets a day to come as worked or free.' },
    by: ADMIN,
    input: v.strictObject({
      day,
      works: v.boolean(),
      reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
    }),
    run: ({ desk }, viewer, set) => setDay(desk.db, idOf(viewer), set),
  }),
  entry({
    name: 'roster.read',
    method: 'GET',
    path: '/roster',
    about: { zh: '值班表。', en: 'The duty roster.' },
    by: STAFF,
    input: nothing,
    run: ({ desk }) => readRoster(desk.db),
  }),
  entry({
    name: 'roster.add',
    method: 'POST',
    path: '/roster',
    about: { zh: '在值班表上添一班。', en: 'Adds a duty to the roster.' },
    by: ADMIN,
    input: v.strictObject({
      post: v.picklist(POSTS),
      areaCode: v.optional(v.nullable(areaCodeSchema), null),
      departmentId: v.optional(v.nullable(word), null),
      personId: word,
      from: instant,
      until: instant,
    }),
    run: ({ desk }, viewer, duty) => addDuty(desk.db, idOf(viewer), duty),
  }),
  entry({
    name: 'roster.end',
    method: 'PUT',
    path: '/roster/{id}',
    about: { zh: '提前结束一班。', en: 'Ends a duty early.' },
    by: ADMIN,
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()), until: instant }),
    run: ({ desk }, viewer, end) => endDuty(desk.db, idOf(viewer), end),
  }),
];
