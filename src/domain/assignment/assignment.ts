/** 主办 · 协办. */
export const PARTS = ['lead', 'support'] as const;
export type Part = (typeof PARTS)[number];

export const RETURN_REASONS = ['not-ours', 'wrong-area', 'no-power', 'duplicate', 'incomplete'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** dispatched → signed → contacted → on site → done, or returned, reassigned or withdrawn. */
export type AssignmentState =
  'dispatched' | 'signed' | 'contacted' | 'on-site' | 'done' | 'returned' | 'reassigned' | 'withdrawn';

/** The duty of one department for one case, alone (dispatch) or as a recipient of an order. */
export interface Assignment {
  id: string;
  departmentId: string;
  part: Part;
  state: AssignmentState;
  orderId: string | null;
  dispatchedAt: number;
  signedAt: number | null;
  contactedAt: number | null;
  arrivedAt: number | null;
  doneAt: number | null;
  /** The duty that it took over by a reassignment; absent in the log of before this was kept, and for all others. */
  takenFrom?: string;
  /** When it left this department's hands without being done: returned, reassigned or withdrawn. */
  endedAt: number | null;
}

/** What a dispatcher or a secretary names: a department and its part. */
export interface Recipient {
  departmentId: string;
  part: Part;
}

/** True while the department holds the duty. */
export const isHeld = (assignment: Assignment): boolean =>
  assignment.doneAt === null && assignment.endedAt === null;

/** True while it is the one that answers for the case. */
export const isLeading = (assignment: Assignment): boolean =>
  assignment.part === 'lead' && isHeld(assignment);

export function newAssignment(
  id: string,
  recipient: Recipient,
  orderId: string | null,
  at: number,
): Assignment {
  return {
    id,
    departmentId: recipient.departmentId,
    part: recipient.part,
    state: 'dispatched',
    orderId,
    dispatchedAt: at,
    signedAt: null,
    contactedAt: null,
    arrivedAt: null,
    doneAt: null,
    endedAt: null,
  };
}
