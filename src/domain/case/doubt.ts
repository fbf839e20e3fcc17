import { isLeading } from '../assignment/assignment.ts';
import type { Fact } from '../audit/event.ts';
import type { Doubt } from '../followup/followup.ts';
import { callInstead } from '../followup/plan.ts';
import { isRunning } from '../order/order.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Policy } from '../timer/policy.ts';
import { timerOf } from '../timer/timer.ts';
import type { Case } from './case.ts';

/**
 * 虚假办结疑点: what speaks against a resolution by a department at `now`. Each is a reason to ask the resident by
 * telephone, never a verdict on anybody; where a community settles a case itself there is nothing to compare.
 */
export function doubtsOf(before: Case, now: number, policy: Policy): Doubt[] {
  const lead = before.assignments.find(isLeading);
  if (!lead) return [];
  const { quickMin, lastShare } = policy.followup;
  const gross = timerOf(before.timers, 'resolve', before.id);
  const left = gross ? gross.dueAt - now : 0;
  const doubts: [Doubt, boolean][] = [
    ['no-contact', lead.contactedAt === null],
    [
      'no-arrival',
      lead.arrivedAt === null && before.orders.some((one) => isRunning(one) && one.id === lead.orderId),
    ],
    ['no-record', before.complexity === 'complex' && before.records.length === 0],
    ['too-quick', lead.signedAt !== null && now - lead.signedAt < quickMin * 60_000],
    ['last-minute', gross !== undefined && left >= 0 && left < (gross.dueAt - gross.startAt) * lastShare],
  ];
  return doubts.filter(([, holds]) => holds).map(([doubt]) => doubt);
}

/**
 * 再次反映: the watch found the same matter reported again where this case was resolved. Once for each resolution.
 * While the resident is still to be asked, the answer comes by telephone; after that somebody above has to look.
 */
export function doubt(before: Case, againId: string): Fact[] | Refusal {
  if (before.again) return refuse('already-doubted');
  return [
    { type: 'case.doubted', body: { doubts: ['reported-again'], againId }, armed: [] },
    ...(before.state === 'confirmed' && before.followup ? callInstead(before.followup) : []),
  ];
}
