/** 催办 · 黄牌 · 红牌 · 通报, in the order in which they follow on each other. */
export const MEASURES = ['urge', 'yellow', 'red', 'circular'] as const;
export type Measure = (typeof MEASURES)[number];

/** What a supervision is about: the case, the duty of one department, or an order. */
export const SUPERVISED = ['case', 'assignment', 'order'] as const;
export type Supervised = (typeof SUPERVISED)[number];

/** Why it was opened; the last two are the clockwork's own. */
export const SUPERVISION_REASONS = [
  'slow',
  'no-progress',
  'complaint',
  'grave',
  'doubtful',
  'overdue',
  'no-answer',
] as const;
export type SupervisionReason = (typeof SUPERVISION_REASONS)[number];

/** 督办: a formal follow-up with its own clock, answered by whoever holds the duty, or lifted. */
export interface Supervision {
  id: string;
  measure: Measure;
  target: Supervised;
  /** Id of the case, assignment or order. */
  targetId: string;
  reason: SupervisionReason;
  openedAt: number;
  /** Null where the clockwork opened it. */
  openedById: string | null;
  answeredAt: number | null;
  liftedAt: number | null;
}

/** True while somebody still owes an answer. */
export const isUnanswered = (one: Supervision): boolean => one.answeredAt === null && one.liftedAt === null;

/** The next harder measure; a circular is the last. */
export const nextMeasure = (measure: Measure): Measure =>
  MEASURES[MEASURES.indexOf(measure) + 1] ?? 'circular';
