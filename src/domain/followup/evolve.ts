import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';

type FollowupEvent = Extract<Event, { type: `followup.${string}` | `rating.${string}` }>;

/** The call back and the score of a case after a fact about them. An unhappy end leads on to a redo, and closes nothing. */
export function evolveFollowup(before: Case, event: FollowupEvent): Case {
  const { at } = event;
  switch (event.type) {
    case 'followup.planned': {
      const answer = { at: null, reached: null, satisfied: null, solved: null, fault: null };
      return { ...before, followup: { ...event.body, plannedAt: at, ...answer } };
    }
    case 'followup.done': {
      const { redo, ...answer } = event.body;
      const planned = before.followup ?? { method: 'call', causes: [], plannedAt: at };
      const followup = { ...planned, ...answer, at };
      if (redo) return { ...before, followup };
      // The resident who was reached has answered what the doubt asked.
      const asked =
        before.again && answer.reached ? { ...before.again, reviewedAt: at, passed: true } : before.again;
      return { ...before, followup, again: asked, state: 'closed', fedBackAt: at, closedAt: at };
    }
    case 'rating.contested': {
      const { contestId: id, departmentId, reason } = event.body;
      return { ...before, contest: { id, departmentId, reason, at, decidedAt: null, upheld: null } };
    }
    case 'rating.decided':
      return {
        ...before,
        contest: before.contest && { ...before.contest, decidedAt: at, upheld: event.body.upheld },
      };
  }
}
