import type { Fact } from '../audit/event.ts';
import { fnv1a } from '../board/digest.ts';
import type { Case } from '../case/case.ts';
import type { Policy } from '../timer/policy.ts';
import type { Followup, FollowupCause } from './followup.ts';

/**
 * 回访计划: a call where something asks for one, and for a sample of all others; the rest get a message. The sample
 * follows from the case's number and leg alone, so that nobody can choose whom to ask.
 */
export function planFollowup(before: Case, stars: number | null, policy: Policy): Fact {
  const causes: [FollowupCause, boolean][] = [
    ['dispute', before.kind === 'dispute'],
    ['grave', before.warnings.some((one) => one.kind === 'grave-word')],
    ['redone', before.leg > 1],
    ['doubt', before.doubts.length > 0],
    ['stars', stars !== null && stars <= 2],
    ['sample', (fnv1a(`${before.number}:${before.leg}`) % 1000) / 1000 < policy.followup.share],
  ];
  const given = causes.filter(([, holds]) => holds).map(([cause]) => cause);
  return {
    type: 'followup.planned',
    body: { method: given.length > 0 ? 'call' : 'message', causes: given },
    armed: [],
  };
}

/** A call instead of a message, because of a doubt that came up while the resident was still to be asked. */
export const callInstead = ({ causes }: Followup): Fact[] =>
  causes.includes('doubt')
    ? []
    : [{ type: 'followup.planned', body: { method: 'call', causes: [...causes, 'doubt'] }, armed: [] }];
