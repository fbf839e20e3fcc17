import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import { CHANNELS, type Channel } from '#domain/case/case.ts';
import { AGES, STANDINGS } from '#domain/figure/backlog.ts';
import { FLOW } from '#domain/figure/flow.ts';
import { RESULTS, STAGES } from '#domain/figure/stage.ts';
import { FIELDS, type Field } from '#domain/matter/matter.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { DAY_MS, dayName, dayNumber, dayOfName, dayStart } from '#domain/timer/calendar.ts';

/** The longest period that is folded from the cases themselves. */
const MAX_DAYS = 92;

const day = v.pipe(
  v.string(),
  v.isoDate(),
  v.check((name) => dayName(dayOfName(name)) === name, 'no such day'),
);
const departmentId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/));
const number = v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number));
const instant = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));

/** What a leader asks for, as it stands in the address of the page: a view is a link. */
export const QUERY = v.strictObject({
  area: v.optional(areaCodeSchema),
  department: v.optional(departmentId),
  field: v.optional(v.picklist(FIELDS)),
  channel: v.optional(v.picklist(CHANNELS)),
  period: v.optional(v.picklist(['today', '7d', '30d'])),
  from: v.optional(day),
  to: v.optional(day),
});

/** A figure whose cases are asked for, at the instant at which it was counted. */
export const DRILL = v.pipe(
  v.strictObject({
    ...QUERY.entries,
    at: v.optional(instant),
    of: v.picklist(['stage', 'age', 'flow', 'overdue']),
    stage: v.optional(v.picklist(STAGES)),
    result: v.optional(v.picklist(RESULTS)),
    holder: v.optional(departmentId),
    /** A bin of the histogram: the minute that it begins with. */
    minute: v.optional(number),
    age: v.optional(v.picklist(AGES)),
    standing: v.optional(v.picklist(STANDINGS)),
    figure: v.optional(v.picklist(FLOW)),
    /** The beginning of an hour or a day of the flow. */
    bin: v.optional(instant),
  }),
  v.forward(
    v.check(({ of, stage }) => of !== 'stage' || stage !== undefined, 'stage'),
    ['stage'],
  ),
  v.forward(
    v.check(({ of, figure }) => of !== 'flow' || figure !== undefined, 'figure'),
    ['figure'],
  ),
);

/** What is asked for, parsed; days are ISO dates in Asia/Shanghai. */
export interface Query {
  area?: string;
  department?: string;
  field?: Field;
  channel?: Channel;
  period?: 'today' | '7d' | '30d';
  from?: string;
  to?: string;
}
export type Drill = v.InferOutput<typeof DRILL>;

/** Days in Asia/Shanghai, half-open in milliseconds. */
export interface Period {
  from: number;
  to: number;
  days: number;
  /** 2021-07-23, the first and the last day. */
  first: string;
  last: string;
}

/** The period that is asked for; the last seven days where nothing is said. */
export function periodOf(query: Query, now: number): Period | Refusal {
  const today = dayNumber(now);
  const span = { today: 1, '7d': 7, '30d': 30 }[query.period ?? '7d'];
  const asked = query.from !== undefined || query.to !== undefined;
  const last = query.to === undefined ? (asked ? dayOfName(query.from ?? '') : today) : dayOfName(query.to);
  const first = asked ? (query.from === undefined ? last : dayOfName(query.from)) : today - span + 1;
  if (asked && query.period !== undefined) return refuse('bad-input', { field: 'period' });
  if (first > last || last - first >= MAX_DAYS) return refuse('bad-input', { field: 'from' });
  const days = last - first + 1;
  return {
    ...{ from: dayStart(first), to: dayStart(last) + DAY_MS, days },
    ...{ first: dayName(first), last: dayName(last) },
  };
}
