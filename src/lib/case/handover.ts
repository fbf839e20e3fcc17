import type { Case } from '#domain/case/case.ts';
import type { Limit } from '#domain/timer/limit.ts';
import { timerOf, type Clock, type Timer } from '#domain/timer/timer.ts';

/** What a reassignment does to one clock, before it is done. */
export interface ClockChange {
  clock: Clock;
  /** The clock of the department that holds it now. */
  old: Timer | undefined;
  /** When it will be due for the next department; null where it goes on untouched. */
  dueAt: number | null;
  limit: Limit | null;
}

const MS: Partial<Record<Limit['unit'], number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The clocks of a reassignment at `now`: sign, contact and (under an order) arrive start again for the next
 * department, the gross clock of the case goes on. A preview: the server counts again when it is done.
 */
export function clockChanges(subject: Case, assignmentId: string, now: number): ClockChange[] {
  const gross: ClockChange = {
    clock: 'resolve',
    old: timerOf(subject.timers, 'resolve', subject.id),
    dueAt: null,
    limit: null,
  };
  const fresh = (['sign', 'contact', 'arrive'] as const).flatMap((clock): ClockChange[] => {
    const old = timerOf(subject.timers, clock, assignmentId);
    const unit = old && MS[old.limit.unit];
    return old && unit ? [{ clock, old, dueAt: now + old.limit.amount * unit, limit: old.limit }] : [];
  });
  return [gross, ...fresh];
}
