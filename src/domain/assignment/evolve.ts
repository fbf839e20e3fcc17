import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Assignment } from './assignment.ts';

type AssignmentEvent = Extract<Event, { type: `assignment.${string}` }>;

/** The duties of a case after a fact about one of them. */
export function evolveAssignment(before: Case, event: AssignmentEvent): Case {
  const { at } = event;
  const id = event.body.assignmentId;
  switch (event.type) {
    case 'assignment.signed':
      return withAssignment(before, id, { state: 'signed', signedAt: at });
    case 'assignment.contacted':
      return contacted(before, id, at);
    case 'assignment.arrived':
      return withAssignment(before, id, { state: 'on-site', arrivedAt: at });
    case 'assignment.done':
      return withAssignment(before, id, { state: 'done', doneAt: at });
    case 'assignment.returned':
      return {
        ...withAssignment(before, id, { state: 'returned', endedAt: at }),
        returns: before.returns + 1,
      };
    case 'assignment.reassigned':
      return withNew(withAssignment(before, id, { state: 'reassigned', endedAt: at }), [event.body.to]);
    case 'assignment.restored':
      return givenBack(withAssignment(before, id, { state: 'withdrawn', endedAt: at }), event.body.backId);
    case 'assignment.split':
      return withNew(before, event.body.assignments);
  }
}

/** The duty is held again, and stands where it stood. */
function givenBack(before: Case, id: string): Case {
  const back = before.assignments.find((one) => one.id === id);
  if (!back) return before;
  const { signedAt, contactedAt, arrivedAt } = back;
  const state =
    arrivedAt !== null
      ? 'on-site'
      : contactedAt !== null
        ? 'contacted'
        : signedAt !== null
          ? 'signed'
          : 'dispatched';
  return withAssignment(before, id, { state, endedAt: null });
}

/** The case with more duties. */
export const withNew = (before: Case, fresh: readonly Assignment[]): Case => ({
  ...before,
  assignments: [...before.assignments, ...fresh],
});

/** The case with every duty that somebody still holds, or only those of `ids`, withdrawn. */
export const withoutHeld = (before: Case, at: number, ids?: readonly string[]): Case => ({
  ...before,
  assignments: before.assignments.map((one) =>
    one.endedAt === null && one.doneAt === null && (ids === undefined || ids.includes(one.id))
      ? { ...one, state: 'withdrawn', endedAt: at }
      : one,
  ),
});

/** Who is on site already stays there: a call made from the place is no step back. */
function contacted(before: Case, id: string, at: number): Case {
  const there = before.assignments.some((one) => one.id === id && one.arrivedAt !== null);
  return withAssignment(before, id, { contactedAt: at, state: there ? 'on-site' : 'contacted' });
}

const withAssignment = (before: Case, id: string, change: Partial<Assignment>): Case => ({
  ...before,
  assignments: before.assignments.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
