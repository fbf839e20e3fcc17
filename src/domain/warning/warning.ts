/**
 * 预警: something about an issue or a place that needs attention, never about a person. A grave word is found in
 * one report; the others are found over many cases and stand on the case that made them visible.
 */
export const WARNING_KINDS = ['grave-word', 'surge', 'cluster', 'recurrence', 'overdue-streak'] as const;
export type WarningKind = (typeof WARNING_KINDS)[number];

export const LIFT_REASONS = ['handled', 'subsided', 'mistaken'] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

/** What a warning was raised on: how many, against how many as usual, within what, and which cases. */
export interface Evidence {
  count: number;
  usual: number | null;
  windowMin: number | null;
  radiusM: number | null;
  caseIds: string[];
}

export interface Warning {
  id: string;
  kind: WarningKind;
  /** What it is about, as one word: two warnings of one key never stand at the same time. */
  key: string;
  /** The reason as data: the grave keyword, the matter, the site or the department. */
  reason: string;
  evidence: Evidence | null;
  raisedAt: number;
  acknowledgedAt: number | null;
  acknowledgedById: string | null;
  liftedAt: number | null;
  liftReason: LiftReason | null;
}

/** True until it is lifted, acknowledged or not. */
export const isStanding = (warning: Warning): boolean => warning.liftedAt === null;
