import * as v from 'valibot';
import { PARTS, RETURN_REASONS } from '../assignment/assignment.ts';
import {
  ARBITRATE_REASONS,
  CASE_WITHDRAW_REASONS,
  REASSIGN_REASONS,
  REJECT_REASONS,
  SUGGESTED,
  SUGGESTION_REASONS,
} from '../audit/event.ts';
import { CONTEST_REASONS, FAULTS } from '../followup/followup.ts';
import { DECLINE_REASONS, WITHDRAW_REASONS } from '../order/order.ts';
import { MEASURES, SUPERVISED, SUPERVISION_REASONS } from '../supervision/supervision.ts';
import { CLOCKS, stepSchema } from '../timer/timer.ts';
import { LIFT_REASONS, WARNING_KINDS } from '../warning/warning.ts';
import type { ActName } from './act.ts';
import { CASE_KINDS, CHANNELS, MODES, RECORD_KINDS, SUSPEND_REASONS } from './case.ts';

/** What a command may carry, parsed once at the door. Lengths are in characters; free text is sealed, never logged. */
const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const id = v.pipe(v.string(), v.uuid());
const word = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));
/** The id of an account. */
const person = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
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

const workdays = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60));
const minutes = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(max));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const report = {
  channel: v.picklist(CHANNELS),
  /** The resident's own words. Sealed with the personal data; the event holds none of it. */
  words: text(4000),
  point,
  /** A public name of the place, given by staff; a resident's own description belongs into the words. */
  label: v.optional(text(60)),
  kind: v.optional(v.picklist(CASE_KINDS)),
  matterCode: v.optional(word),
  /** Where it is not said: named, or confidential where a department is named that it is about. */
  mode: v.optional(v.picklist(MODES)),
  /** 被反映单位: whom it is about, where that is a department or somebody who works there. */
  excludedDepartmentId: v.optional(word),
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
  'case.reclassify': v.strictObject({
    matterCode: v.optional(word),
    urgency: v.optional(urgency),
    kind: v.optional(v.picklist(CASE_KINDS)),
  }),
  'case.exclude': v.strictObject({ departmentId: v.nullable(word) }),
  'case.entrust': v.strictObject({ personId: person }),
  'suggestion.decline': v.strictObject({
    of: v.picklist(SUGGESTED),
    code: word,
    reason: v.picklist(SUGGESTION_REASONS),
  }),
  'case.guide': v.strictObject({}),
  'case.dispatch': v.strictObject({ recipients }),
  'case.suspend': v.strictObject({
    reason: v.picklist(SUSPEND_REASONS),
    workdays,
    words: v.optional(text(1000)),
  }),
  'case.resume': v.strictObject({}),
  'case.merge': v.strictObject({ intoId: id }),
  'case.unmerge': v.strictObject({ intoId: id }),
  'case.withdraw': v.strictObject({
    reason: v.picklist(CASE_WITHDRAW_REASONS),
    words: v.optional(text(1000)),
  }),
  'case.arbitrate': v.strictObject({ departmentId: word, reason: v.picklist(ARBITRATE_REASONS) }),
  'case.record': v.strictObject({ kind: v.picklist(RECORD_KINDS), text: text(4000) }),
  'case.resolve': v.strictObject({ outcome: text(2000) }),
  'case.review': v.strictObject({ passed: v.boolean(), words: v.optional(text(1000)) }),
  'case.doubt': v.strictObject({ againId: id }),
  'case.confirm': v.strictObject({ stars: v.optional(v.picklist([1, 2, 3, 4, 5] as const)) }),
  'case.redo': v.strictObject({ words: v.optional(text(2000)) }),
  'followup.finish': v.strictObject({
    reached: v.boolean(),
    satisfied: v.nullable(v.boolean()),
    solved: v.optional(v.nullable(v.boolean()), null),
    fault: v.optional(v.nullable(v.picklist(FAULTS)), null),
    words: v.optional(text(2000)),
  }),
  'rating.contest': v.strictObject({ reason: v.picklist(CONTEST_REASONS), words: v.optional(text(1000)) }),
  'rating.decide': v.strictObject({ contestId: id, upheld: v.boolean() }),
  'assignment.sign': v.strictObject({ assignmentId: id }),
  'assignment.contact': v.strictObject({ assignmentId: id }),
  'assignment.arrive': v.strictObject({ assignmentId: id, point: v.optional(point) }),
  'assignment.finish': v.strictObject({ assignmentId: id, outcome: v.optional(text(2000)) }),
  'assignment.return': v.strictObject({ assignmentId: id, reason: v.picklist(RETURN_REASONS) }),
  'assignment.reassign': v.strictObject({
    assignmentId: id,
    departmentId: word,
    reason: v.picklist(REASSIGN_REASONS),
  }),
  /** The duty that the reassignment made. */
  'assignment.restore': v.strictObject({ assignmentId: id }),
  /** Others come in beside the one that holds it; they support. */
  'assignment.split': v.strictObject({
    assignmentId: id,
    departmentIds: v.pipe(v.array(word), v.minLength(1), v.maxLength(11)),
  }),
  'order.draft': v.strictObject({
    recipients,
    onSiteWithinMin: v.optional(minutes(1440), 60),
    /** The agreed instant, in milliseconds since 1970, instead of minutes from issue. */
    onSiteAt: v.optional(count),
    meeting: v.optional(v.object({ ...point.entries, label: text(60) })),
    templateId: v.optional(word),
    requirement: v.optional(text(1000)),
  }),
  'order.approve': v.strictObject({ orderId: id }),
  'order.decline': v.strictObject({ orderId: id, reason: v.picklist(DECLINE_REASONS) }),
  'order.confirm': v.strictObject({ orderId: id }),
  'order.withdraw': v.strictObject({
    orderId: id,
    reason: v.picklist(WITHDRAW_REASONS.filter((reason) => reason !== 'case-ended')),
  }),
  'extension.request': v.strictObject({
    workdays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(15)),
    reason: text(1000),
  }),
  'extension.decide': v.strictObject({ extensionId: id, granted: v.boolean() }),
  'supervision.open': v.strictObject({
    measure: v.picklist(MEASURES),
    target: v.picklist(SUPERVISED),
    targetId: id,
    reason: v.picklist(SUPERVISION_REASONS),
    words: v.optional(text(1000)),
  }),
  'supervision.answer': v.strictObject({ supervisionId: id, words: text(2000) }),
  'supervision.lift': v.strictObject({ supervisionId: id }),
  'warning.raise': v.strictObject({
    kind: v.picklist(WARNING_KINDS),
    key: v.pipe(v.string(), v.maxLength(120)),
    reason: text(60),
    evidence: v.strictObject({
      count,
      usual: v.nullable(v.number()),
      windowMin: v.nullable(v.number()),
      radiusM: v.nullable(v.number()),
      caseIds: v.pipe(v.array(id), v.maxLength(50)),
    }),
  }),
  'warning.acknowledge': v.strictObject({ warningId: id }),
  'warning.lift': v.strictObject({ warningId: id, reason: v.picklist(LIFT_REASONS) }),
  'timer.fire': v.strictObject({
    clock: v.picklist(CLOCKS),
    subject: id,
    gen: v.number(),
    step: stepSchema,
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
