import type { Complexity, Urgency } from '../matter/matter.ts';
import type { Clock } from './timer.ts';

/** minute and hour run 24×7; day is a calendar day; workday skips weekends and holidays; today ends at midnight. */
export const UNITS = ['minute', 'hour', 'day', 'workday', 'today'] as const;
export type Unit = (typeof UNITS)[number];

export interface Limit {
  amount: number;
  unit: Unit;
}

/** One line of the dated table of limits; the most specific line that fits wins. */
export interface Rule extends Limit {
  clock: Clock;
  urgency?: Urgency;
  complexity?: Complexity;
  /** Amber begins after this share of the time between start and deadline. */
  amberShare: number;
}

/** 时限规则: versioned, dated and changed by an administrator, never by code. */
export interface Policy {
  version: number;
  effectiveFrom: number;
  /** How often a resolve deadline may be extended. */
  extensions: number;
  rules: Rule[];
}

/** The rule for a clock; throws where the policy has none, because a clock without a limit is a mistake of the policy. */
export function ruleFor(policy: Policy, clock: Clock, urgency: Urgency, complexity: Complexity): Rule {
  const weight = (rule: Rule): number =>
    (rule.urgency === undefined ? 0 : 2) + (rule.complexity === undefined ? 0 : 1);
  const fitting = policy.rules
    .filter((rule) => rule.clock === clock)
    .filter((rule) => rule.urgency === undefined || rule.urgency === urgency)
    .filter((rule) => rule.complexity === undefined || rule.complexity === complexity)
    .sort((a, b) => weight(b) - weight(a));
  const best = fitting[0];
  if (!best) throw new Error(`policy ${policy.version} has no rule for the ${clock} clock`);
  return best;
}
