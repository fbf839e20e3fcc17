import type { Case } from '../case/case.ts';
import { dayNumber } from '../timer/calendar.ts';
import { tierOf, type Timer } from '../timer/timer.ts';

/** 账龄: Shanghai days since the appeal was discovered, in the groups of the leaders' page. */
export const AGES = ['today', '1-2', '3-5', '6-15', '16-30', '31+'] as const;
export type Age = (typeof AGES)[number];
const LAST_DAY: Record<Age, number> = {
  today: 0,
  '1-2': 2,
  '3-5': 5,
  '6-15': 15,
  '16-30': 30,
  '31+': Number.POSITIVE_INFINITY,
};

/** The worst of a case's running clocks. */
export const STANDINGS = ['running', 'amber', 'red'] as const;
export type Standing = (typeof STANDINGS)[number];

/** 未结 at `asOf`: reported, and neither resolved nor rejected. What waits only for confirmation or feedback is settled. */
export function isUnresolved(subject: Case, asOf: number): boolean {
  const happened = (at: number | null): boolean => at !== null && at <= asOf;
  return happened(subject.discoveredAt) && !happened(subject.resolvedAt) && !happened(subject.closedAt);
}

export function ageOf(subject: Case, asOf: number): Age {
  const days = dayNumber(asOf) - dayNumber(subject.discoveredAt);
  return AGES.find((age) => days <= LAST_DAY[age]) ?? '31+';
}

/** The clocks that were running at `asOf`. */
export const runningAt = (subject: Case, asOf: number): Timer[] =>
  subject.timers
    .filter((timer) => timer.startAt <= asOf && (timer.stoppedAt === null || timer.stoppedAt > asOf))
    .map((timer) => ({ ...timer, stoppedAt: null }));

export function standingOf(subject: Case, asOf: number): Standing {
  const tiers = runningAt(subject, asOf).map((timer) => tierOf(timer, asOf));
  if (tiers.includes('red')) return 'red';
  return tiers.includes('amber') ? 'amber' : 'running';
}
