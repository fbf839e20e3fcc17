import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { isLeading } from './assignment.ts';

/** One stretch of a case in one hand: the office's (dispatcher and community), or that of the department that led. */
export interface Holding {
  /** Null for the office. */
  departmentId: string | null;
  from: number;
  /** Null while it still is. */
  to: number | null;
  /** With the rests of the case in between, and without them. */
  grossMs: number;
  netMs: number;
}

/** Whose hand it is in: undefined where nobody has anything to do but to confirm, to call back, or nothing at all. */
function handOf(subject: Case): string | null | undefined {
  if (!['discovered', 'accepted', 'suspended'].includes(subject.state)) return undefined;
  return subject.assignments.find(isLeading)?.departmentId ?? null;
}

/**
 * 分段计时: the life of a case cut by who led it. The gross clock of the case goes on over all cuts; each holder answers
 * for the own stretch alone.
 */
export function holdingsOf(events: readonly Event[], now: number): Holding[] {
  const holdings: Holding[] = [];
  let subject: Case | undefined;
  for (const event of events) {
    subject = evolve(subject, event);
    const last = holdings.at(-1);
    const hand = handOf(subject);
    const goesOn = last !== undefined && last.to === null && last.departmentId === hand;
    if (goesOn) continue;
    if (last && last.to === null) last.to = event.at;
    if (hand !== undefined)
      holdings.push({ departmentId: hand, from: event.at, to: null, grossMs: 0, netMs: 0 });
  }
  const rests = subject?.suspensions ?? [];
  return holdings.map((one) => {
    const end = one.to ?? now;
    const rested = rests.reduce((sum, rest) => {
      return sum + Math.max(0, Math.min(rest.endedAt ?? now, end) - Math.max(rest.at, one.from));
    }, 0);
    return { ...one, grossMs: end - one.from, netMs: end - one.from - rested };
  });
}
