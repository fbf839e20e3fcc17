import type { Clock } from '../timer/timer.ts';

/** What each warning is raised on (预警规则): part of the policy, so that an administrator can change it. */
export interface Thresholds {
  surge: {
    /** How much of the past is compared with the usual. */
    windowMin: number;
    /** The usual is what the same hours of so many earlier days had. */
    historyDays: number;
    /** Fewer than these are no surge, however rare they are. */
    least: number;
    /** How unlikely the count has to be among the usual. */
    chance: number;
  };
  cluster: {
    /** Around the case itself, where no site's circle holds it. */
    radiusM: number;
    /** So many within so long; any of them is enough. */
    windows: { hours: number; least: number }[];
  };
  /** The same matter at the same place again: so many earlier ones, resolved not longer ago than that. */
  recurrence: { radiusM: number; withinDays: number; least: number };
  streak: {
    clocks: Clock[];
    /** So many in a row. */
    least: number;
    /** Cases that were reported longer ago are not looked at. */
    withinDays: number;
  };
  /** 虚假办结: a report at the same place so soon after a resolution speaks against it. */
  doubt: { radiusM: number; withinDays: number };
}
