/** 回访方式: a call is made where a figure or a doubt asks for one, otherwise a message goes out. */
export const FOLLOWUP_METHODS = ['call', 'message'] as const;
export type FollowupMethod = (typeof FOLLOWUP_METHODS)[number];

/** Whose fault a dissatisfied answer is: only the department's own leads to a redo. */
export const FAULTS = ['department', 'policy', 'resident', 'none'] as const;
export type Fault = (typeof FAULTS)[number];

/** 虚假办结疑点: what speaks against a resolution. */
export const DOUBTS = [
  'no-contact',
  'no-arrival',
  'no-record',
  'too-quick',
  'last-minute',
  'reported-again',
] as const;
export type Doubt = (typeof DOUBTS)[number];

/** Why a call is made instead of a message. */
export const FOLLOWUP_CAUSES = ['dispute', 'grave', 'redone', 'doubt', 'stars', 'sample'] as const;
export type FollowupCause = (typeof FOLLOWUP_CAUSES)[number];

/** 回访: planned when the resolution is confirmed, done with the resident's answer. */
export interface Followup {
  method: FollowupMethod;
  causes: FollowupCause[];
  plannedAt: number;
  /** When it was done; null while it waits in the queue. */
  at: number | null;
  reached: boolean | null;
  satisfied: boolean | null;
  solved: boolean | null;
  fault: Fault | null;
}

/** 再次反映: the same matter was reported at the same place soon after the resolution, as another case. */
export interface Again {
  /** The case that was reported. */
  caseId: string;
  at: number;
  /** When the resident was asked, or somebody above looked at it; null while nobody has. */
  reviewedAt: number | null;
  /** True where the resolution was found to be true. */
  passed: boolean | null;
}

export const CONTEST_REASONS = ['not-our-duty', 'wrong-department', 'beyond-law', 'facts'] as const;
export type ContestReason = (typeof CONTEST_REASONS)[number];

/** 评价申诉: a department asks that a score does not count against it; a supervisor decides. */
export interface Contest {
  id: string;
  departmentId: string;
  reason: ContestReason;
  at: number;
  decidedAt: number | null;
  /** True where the score no longer counts. */
  upheld: boolean | null;
}
