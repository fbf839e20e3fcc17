import { within } from '../area/area.ts';
import { isHeld } from '../assignment/assignment.ts';
import type { Actor, World } from '../context.ts';
import type { Role } from '../person/person.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isOpen, isWatched, type Case } from './case.ts';
import { standsAbove } from './above.ts';
import { isExcluded } from './excluded.ts';

/** 显示联系方式的理由: what the resident is told, so it is a code; further words are sealed with the case. */
export const REVEAL_REASONS = ['contact', 'visit', 'verify', 'followup', 'urgent'] as const;
export type RevealReason = (typeof REVEAL_REASONS)[number];

/** How long a contact stays shown, by the real clock: what people read is not part of a simulated day. */
export const REVEAL_MS = 10 * 60_000;

/** Those whose work it is to call the resident: who accepts and follows up, who resolves, who checks a result. */
export const REVEALERS = ['worker', 'secretary', 'dispatcher', 'officer', 'supervisor'] as const;

/** 保密件: known to the office that answers for it and to nobody who lives or works next to it. */
const IN_CONFIDENCE: readonly Role[] = ['dispatcher', 'supervisor'];

/**
 * Whether this person may see how to reach the resident, before it is known whether there is a contact at all. Who may
 * not reach the case itself has been refused already.
 */
export function refuseReveal(
  subject: Case,
  { role, departmentId, areas }: { role: Role; departmentId: string | null; areas: readonly string[] },
  world: Pick<World, 'departments'>,
): Refusal | undefined {
  if (!(REVEALERS as readonly Role[]).includes(role)) return refuse('contact-not-yours');
  if (subject.mode === 'anonymous') return refuse('contact-none');
  if (!isOpen(subject) && !isWatched(subject) && subject.state !== 'merged') return refuse('contact-over');
  if (role === 'officer') {
    const holds = subject.assignments.some((one) => isHeld(one) && one.departmentId === departmentId);
    if (!holds || isExcluded(subject, departmentId)) return refuse('contact-not-yours');
  } else if (!areas.some((prefix) => within(subject.place.areaCode, prefix))) {
    return refuse('contact-not-yours');
  }
  if (subject.mode === 'named' && subject.excludedDepartmentId === null) return undefined;
  const trusted =
    IN_CONFIDENCE.includes(role) && standsAbove({ areas } as Pick<Actor, 'areas'>, subject, world);
  return trusted ? undefined : refuse('contact-confidential');
}
