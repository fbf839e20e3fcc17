import type { AreaLevel } from '../area/area.ts';
import type { Complexity, Urgency } from '../matter/matter.ts';
import type { Measure } from '../supervision/supervision.ts';
import type { Thresholds } from '../warning/thresholds.ts';
import type { EscalationRule } from './escalation.ts';
import type { Limit } from './limit.ts';
import type { Clock } from './timer.ts';

/** At which level the work is done: a district's bureau, a street's office, the community itself. */
export type Level = Exclude<AreaLevel, 'city'>;

/** What a limit may depend on. */
export interface Class {
  matterCode: string | null;
  urgency: Urgency;
  complexity: Complexity;
  level: Level | null;
}

/** One line of the dated table of limits; the most specific line that fits wins. */
export interface Rule extends Limit {
  clock: Clock;
  matterCode?: string;
  urgency?: Urgency;
  level?: Level;
  complexity?: Complexity;
  /** Amber begins after this share of the time between start and deadline. */
  amberShare: number;
}

/** 时限规则: versioned, dated and changed by an administrator, never by code. */
export interface Policy {
  version: number;
  /** Clocks that start from this instant on take their limits from it; those that run already keep theirs. */
  effectiveFrom: number;
  /** How often a resolve deadline may be extended. */
  extensions: number;
  /** 挂起: how long at most, and how often. */
  suspension: { capWorkdays: number; times: number };
  /** 督办: how long the answer to each measure may take. */
  supervision: Record<Measure, Limit>;
  /**
   * 回访: the share of calls among all that nothing else asks for; a resolution within `quickMin` minutes of the
   * signature, or in the last `lastShare` of its limit, is asked about.
   */
  followup: { share: number; quickMin: number; lastShare: number };
  /** 预警: what the watch over many cases looks for. */
  warnings: Thresholds;
  /** 疑似重复: the same matter so near, open or over for no longer than that. */
  duplicates: { radiusM: number; withinDays: number };
  escalations: EscalationRule<Clock>[];
  rules: Rule[];
}

/** The version in force at an instant: the latest that had come into effect; before the first one, the first. */
export function policyAt(policies: readonly Policy[], at: number): Policy {
  const order = policies.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom || a.version - b.version);
  const found = order.findLast((one) => one.effectiveFrom <= at) ?? order[0];
  if (!found) throw new Error('there is no policy at all');
  return found;
}

/** Matter before urgency before level before complexity. */
const weightOf = (rule: Rule): number =>
  (rule.matterCode === undefined ? 0 : 8) +
  (rule.urgency === undefined ? 0 : 4) +
  (rule.level === undefined ? 0 : 2) +
  (rule.complexity === undefined ? 0 : 1);

/** The rule for a clock; throws where the policy has none, because a clock without a limit is a mistake of the policy. */
export function ruleFor(policy: Policy, clock: Clock, of: Class): Rule {
  const fits = (rule: Rule): boolean =>
    rule.clock === clock &&
    (rule.matterCode ?? of.matterCode) === of.matterCode &&
    (rule.urgency ?? of.urgency) === of.urgency &&
    (rule.level ?? of.level) === of.level &&
    (rule.complexity ?? of.complexity) === of.complexity;
  const [best] = policy.rules.filter(fits).sort((a, b) => weightOf(b) - weightOf(a));
  if (!best) throw new Error(`policy ${policy.version} has no rule for the ${clock} clock`);
  return best;
}
