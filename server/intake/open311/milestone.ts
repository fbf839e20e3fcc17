import { sentence } from '#domain/audit/sentence.ts';
import type { Event, EventType } from '#domain/audit/event.ts';
import type { Names } from '#domain/audit/words.ts';
import { thingOf } from '#domain/audit/phrase.ts';
import type { Case } from '#domain/case/case.ts';

/**
 * The facts of a case that partners are told, and what the request is after each. Left out is what belongs to the
 * office (timers, warnings, supervision, signatures, returns) and to the resident (confirmation, follow-up, rating).
 */
const AFTER = {
  'case.reported': 'open',
  'case.accepted': 'open',
  'case.rejected': 'closed',
  'case.reclassified': 'open',
  'case.guided': 'open',
  'case.dispatched': 'open',
  'case.suspended': 'open',
  'case.resumed': 'open',
  'case.merged': 'closed',
  'case.unmerged': 'open',
  'case.withdrawn': 'closed',
  'order.issued': 'open',
  'assignment.reassigned': 'open',
  'assignment.restored': 'open',
  'assignment.arrived': 'open',
  'case.resolved': 'closed',
  'case.redone': 'open',
} as const satisfies Partial<Record<EventType, Open311Status>>;

/** The specification knows these two only. */
export type Open311Status = 'open' | 'closed';

export const MILESTONES = Object.keys(AFTER) as (keyof typeof AFTER)[];

/** What the request is once this fact has happened. */
export const statusAfter = (type: EventType): Open311Status =>
  type in AFTER ? AFTER[type as keyof typeof AFTER] : 'open';

/** The fact in one public sentence: offices and places, no person, and no number of a case that is not public. */
export function tell(event: Event, subject: Case, names: Names): string {
  if (event.type === 'case.merged') return `${thingOf(subject, names, 'zh')}：已并入另一件诉求，一并办理。`;
  return sentence(event, subject, names, 'zh');
}
