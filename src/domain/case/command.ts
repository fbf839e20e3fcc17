import * as v from 'valibot';
import { PARTS, RETURN_REASONS } from '../assignment/assignment.ts';
import { REASSIGN_REASONS, REJECT_REASONS } from '../audit/event.ts';
import { DECLINE_REASONS } from '../order/order.ts';
import { CLOCKS, STEPS } from '../timer/timer.ts';
import type { ActName } from './act.ts';
import { CASE_KINDS, CHANNELS, MODES, RECORD_KINDS } from './case.ts';

/** What a command may carry, parsed once at the door. Lengths are in characters; free text is sealed, never logged. */
const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const id = v.pipe(v.string(), v.uuid());
const word = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));
const areaCode = v.pipe(v.string(), v.regex(/^\d{4,12}$/));
const urgency = v.picklist([1, 2, 3] as const);
const point = v.object({
  lat: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  lon: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});
const recipients = v.pipe(
  v.array(v.object({ departmentId: word, part: v.picklist(PARTS) })),
  v.minLength(1),
  v.maxLength(12),
);

const report = {
  channel: v.picklist(CHANNELS),
  /** The resident's own words. Sealed with the personal data; the event holds none of it. */
  words: text(4000),
  point,
  /** A public name of the place, given by staff; a resident's own description belongs into the words. */
  label: v.optional(text(60)),
  kind: v.optional(v.picklist(CASE_KINDS)),
  matterCode: v.optional(word),
  mode: v.optional(v.picklist(MODES), 'named'),
  contact: v.optional(v.object({ name: v.optional(text(40)), phone: v.optional(text(30)) })),
  backlog: v.optional(v.boolean(), false),
};

export const COMMANDS = {
  'case.report': v.strictObject(report),
  'case.settle': v.strictObject({ ...report, matterCode: word, outcome: text(2000) }),
  'case.accept': v.strictObject({
    matterCode: word,
    urgency: v.optional(urgency),
    kind: v.optional(v.picklist(CASE_KINDS)),
    label: v.optional(text(60)),
  }),
  'case.reject': v.strictObject({ reason: v.picklist(REJECT_REASONS) }),
  'case.guide': v.strictObject({}),
  'case.dispatch': v.strictObject({ recipients }),
  'case.record': v.strictObject({ kind: v.picklist(RECORD_KINDS), text: text(4000) }),
  'case.resolve': v.strictObject({ outcome: text(2000) }),
  'case.confirm': v.strictObject({ stars: v.optional(v.picklist([1, 2, 3, 4, 5] as const)) }),
  'case.redo': v.strictObject({ words: v.optional(text(2000)) }),
  'followup.finish': v.strictObject({ reached: v.boolean(), satisfied: v.nullable(v.boolean()) }),
  'assignment.sign': v.strictObject({ assignmentId: id }),
  'assignment.contact': v.strictObject({ assignmentId: id }),
  'assignment.arrive': v.strictObject({ assignmentId: id, point: v.optional(point) }),
  'assignment.return': v.strictObject({ assignmentId: id, reason: v.picklist(RETURN_REASONS) }),
  'assignment.reassign': v.strictObject({
    assignmentId: id,
    departmentId: word,
    reason: v.picklist(REASSIGN_REASONS),
  }),
  'order.draft': v.strictObject({
    recipients,
    onSiteWithinMin: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440)), 60),
    requirement: v.optional(text(1000)),
  }),
  'order.approve': v.strictObject({ orderId: id }),
  'order.decline': v.strictObject({ orderId: id, reason: v.picklist(DECLINE_REASONS) }),
  'extension.request': v.strictObject({
    workdays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(15)),
    reason: text(1000),
  }),
  'extension.decide': v.strictObject({ extensionId: id, granted: v.boolean() }),
  'timer.fire': v.strictObject({
    clock: v.picklist(CLOCKS),
    subject: id,
    gen: v.number(),
    step: v.picklist(STEPS),
    fireAt: v.number(),
  }),
} as const satisfies Record<ActName, v.GenericSchema>;

export type CommandBody<T extends ActName> = v.InferOutput<(typeof COMMANDS)[T]>;

/** A parsed command; `areaCode` of orders comes from the case, ids and instants from the server. */
export type Command = { [T in ActName]: { type: T; body: CommandBody<T> } }[ActName];

/** What the outside sends: the id makes a repeat harmless, the version says which state the person saw. */
export const ENVELOPE = v.strictObject({
  id,
  type: v.picklist(Object.keys(COMMANDS) as ActName[]),
  caseId: v.optional(id),
  expectedVersion: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  body: v.record(v.string(), v.unknown()),
});
export type Envelope = v.InferOutput<typeof ENVELOPE>;

export { areaCode as areaCodeSchema };
