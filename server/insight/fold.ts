import { scopeOf } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { Day } from '#domain/figure/flow.ts';
import { spansOf, type Span } from '#domain/figure/stage.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import type { Period } from '#server/insight/query.ts';
import type { Reading } from '#server/insight/scope.ts';

const HOUR_MS = 3_600_000;

/**
 * The runs of clocks that started in the period, under the department filter; with `ever`, those of any start: what is
 * overdue now is overdue whenever it began.
 */
export function spansIn({ cases, scope, now }: Reading, ever = false): Span[] {
  const { period, query } = scope;
  return cases
    .flatMap((one) => spansOf(one, now))
    .filter(({ startAt }) => ever || (startAt >= period.from && startAt < period.to))
    .filter(({ departmentId }) => query.department === undefined || departmentId === query.department);
}

/** The cases as wholes under the department filter: it holds them, or held them to their end. */
export function casesIn({ cases, scope }: Reading): Case[] {
  const { department } = scope.query;
  return department === undefined
    ? cases
    : cases.filter((one) => scopeOf(one).departments.includes(department));
}

/** The hours of a single day, or the days of a longer period. */
export function binsOf({ from, to, days }: Period): Day[] {
  const width = days === 1 ? HOUR_MS : DAY_MS;
  return Array.from({ length: Math.round((to - from) / width) }, (_, n) => ({
    from: from + n * width,
    to: from + (n + 1) * width,
  }));
}

/** What happened up to the instant of counting, and not what a later look at the same case would find. */
export const untilNow = (day: Day, now: number): Day => ({ from: day.from, to: Math.min(day.to, now + 1) });
