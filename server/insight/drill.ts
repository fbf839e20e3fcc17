import type { Case } from '#domain/case/case.ts';
import { ageOf, isUnresolved, standingOf } from '#domain/figure/backlog.ts';
import { COUNTS, type Day, type FlowFigure } from '#domain/figure/flow.ts';
import type { Outcome } from '#domain/figure/rate.ts';
import type { Span, Stage } from '#domain/figure/stage.ts';
import { binsOf, casesIn, spansIn, untilNow } from '#server/insight/fold.ts';
import type { Drill } from '#server/insight/query.ts';
import type { Reading } from '#server/insight/scope.ts';
import { minuteOf } from '#server/insight/signing.ts';

/** One line behind a figure: the case, the run of the clock that was counted, and how it stands. No personal data. */
export interface CountedCase {
  caseId: string;
  number: string;
  matterCode: string | null;
  areaCode: string;
  label: string;
  departmentId: string | null;
  stage: Stage | null;
  startAt: number;
  /** From the start to the end, or to the instant of counting where it is open. */
  tookMs: number;
  /** How long past its deadline; null where it is not. */
  overMs: number | null;
  /** What became of the run; for a case as a whole how it stands. */
  result: Outcome | 'open' | 'resolved';
}

export interface CountedCases {
  asOf: number;
  /** All that are counted; `rows` holds the first of them. */
  total: number;
  rows: CountedCase[];
}

const MAX_ROWS = 500;

/** The very cases that a figure of the report counts, by the same predicates that counted them. */
export function casesOf(reading: Reading, drill: Drill): CountedCases {
  const rows = rowsOf(reading, drill);
  return { asOf: reading.now, total: rows.length, rows: rows.slice(0, MAX_ROWS) };
}

function rowsOf(reading: Reading, drill: Drill): CountedCase[] {
  switch (drill.of) {
    case 'stage':
      return spanRows(reading, spansIn(reading), (span) => span.stage === drill.stage && fits(span, drill));
    case 'overdue':
      return spanRows(reading, spansIn(reading, true), ({ result }) => result === 'overdue');
    case 'age':
      return ageRows(reading, drill);
    case 'flow':
      return flowRows(reading, drill.figure ?? 'accepted', binOf(reading, drill.bin));
  }
}

function fits(span: Span, { result, holder, minute }: Drill): boolean {
  if (result === undefined ? span.result === 'left' : span.result !== result) return false;
  if (holder !== undefined && span.departmentId !== holder) return false;
  return minute === undefined || minuteOf(span) === minute;
}

/** Worst first: what is furthest past its deadline, then what took longest. */
function spanRows(
  { cases, now }: Reading,
  spans: readonly Span[],
  counted: (span: Span) => boolean,
): CountedCase[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  return spans
    .filter(counted)
    .map((span) => spanRow(byId.get(span.caseId)!, span, now))
    .sort((a, b) => (b.overMs ?? -1) - (a.overMs ?? -1) || b.tookMs - a.tookMs);
}

function spanRow(one: Case, span: Span, at: number): CountedCase {
  const { stage, departmentId, startAt, dueAt, stoppedAt, result } = span;
  const until = stoppedAt ?? at;
  return {
    ...placeOf(one),
    ...{ departmentId, stage, startAt, result, tookMs: until - startAt },
    overMs: until > dueAt ? until - dueAt : null,
  };
}

const placeOf = ({ id, number, matterCode, place }: Case) => ({
  ...{ caseId: id, number, matterCode, areaCode: place.areaCode, label: place.label },
});

/** The oldest first. */
function ageRows(reading: Reading, { age, standing }: Drill): CountedCase[] {
  const { now } = reading;
  return casesIn(reading)
    .filter((one) => isUnresolved(one, now))
    .filter((one) => age === undefined || ageOf(one, now) === age)
    .filter((one) => standing === undefined || standingOf(one, now) === standing)
    .sort((a, b) => a.discoveredAt - b.discoveredAt)
    .map((one) => caseRow(one, now));
}

/** A case stands there as often as it counts: two orders of one case are two. */
const flowRows = (reading: Reading, figure: FlowFigure, day: Day): CountedCase[] =>
  casesIn(reading)
    .flatMap((one) => Array<Case>(COUNTS[figure](one, untilNow(day, reading.now))).fill(one))
    .map((one) => caseRow(one, reading.now))
    .sort((a, b) => a.startAt - b.startAt);

const binOf = ({ scope }: Reading, from: number | undefined): Day =>
  from === undefined
    ? scope.period
    : (binsOf(scope.period).find((bin) => bin.from === from) ?? { from, to: from });

function caseRow(one: Case, at: number): CountedCase {
  const lead = one.assignments.findLast(({ part, endedAt }) => part === 'lead' && endedAt === null);
  const resolvedAt = one.resolvedAt !== null && one.resolvedAt <= at ? one.resolvedAt : null;
  return {
    ...placeOf(one),
    departmentId: lead?.departmentId ?? null,
    ...{ stage: null, startAt: one.discoveredAt, overMs: null },
    tookMs: (resolvedAt ?? at) - one.discoveredAt,
    result: resolvedAt === null ? 'open' : 'resolved',
  };
}
