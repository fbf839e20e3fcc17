import * as v from 'valibot';
import { MEASURES } from '../supervision/supervision.ts';
import { POSTS } from './escalation.ts';
import { UNITS } from './limit.ts';
import type { Policy } from './policy.ts';
import { CLOCKS } from './timer.ts';

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const positive = v.pipe(v.number(), v.integer(), v.minValue(1));
/** One case is neither a surge nor a streak. */
const several = v.pipe(v.number(), v.integer(), v.minValue(2));
/** The day's hours are compared with those of other days. */
const minutes = v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(1440));
/** How far back and how wide the watch may look, so that a turn of it stays cheap. */
const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(92));
const metres = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000));
const chance = v.pipe(v.number(), v.minValue(1e-9), v.maxValue(0.1));
const limit = v.strictObject({
  amount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  unit: v.picklist(UNITS),
});

/** A table of limits as an administrator writes it; every clock must have a line that fits whatever the case is. */
export const POLICY: v.GenericSchema<unknown, Policy> = v.pipe(
  v.strictObject({
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    effectiveFrom: whole,
    extensions: whole,
    suspension: v.strictObject({ capWorkdays: whole, times: whole }),
    supervision: v.strictObject(v.entriesFromList(MEASURES, limit)),
    followup: v.strictObject({ share, quickMin: whole, lastShare: share }),
    warnings: v.strictObject({
      surge: v.strictObject({ windowMin: minutes, historyDays: days, least: several, chance }),
      cluster: v.strictObject({
        radiusM: metres,
        windows: v.pipe(
          v.array(
            v.strictObject({
              hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 31)),
              least: several,
            }),
          ),
          v.minLength(1),
          v.maxLength(3),
        ),
      }),
      recurrence: v.strictObject({ radiusM: metres, withinDays: days, least: positive }),
      streak: v.strictObject({ clocks: v.array(v.picklist(CLOCKS)), least: several, withinDays: days }),
      doubt: v.strictObject({ radiusM: metres, withinDays: days }),
    }),
    duplicates: v.strictObject({ radiusM: metres, withinDays: days }),
    escalations: v.array(
      v.strictObject({
        clock: v.exactOptional(v.picklist(CLOCKS)),
        to: v.picklist(POSTS),
        afterShare: v.pipe(v.number(), v.minValue(0), v.maxValue(20)),
      }),
    ),
    rules: v.array(
      v.strictObject({
        clock: v.picklist(CLOCKS),
        ...limit.entries,
        matterCode: v.exactOptional(v.string()),
        urgency: v.exactOptional(v.picklist([1, 2, 3] as const)),
        level: v.exactOptional(v.picklist(['district', 'street', 'community'] as const)),
        complexity: v.exactOptional(v.picklist(['simple', 'complex'] as const)),
        amberShare: share,
      }),
    ),
  }),
  v.check(
    ({ rules }) => CLOCKS.every((clock) => rules.some((rule) => isGeneral(rule, clock, rules))),
    'rules',
  ),
);

type Rules = Policy['rules'];

/** True where the line fits every case, alone or together with the one for the other complexity. */
function isGeneral(rule: Rules[number], clock: string, rules: Rules): boolean {
  const plain = (one: Rules[number]): boolean =>
    one.clock === clock &&
    one.matterCode === undefined &&
    one.urgency === undefined &&
    one.level === undefined;
  if (!plain(rule)) return false;
  return (
    rule.complexity === undefined ||
    rules.some((one) => plain(one) && one.complexity !== undefined && one.complexity !== rule.complexity)
  );
}
