import type { Case, CaseState } from '#domain/case/case.ts';
import type { Urgency } from '#domain/matter/matter.ts';
import { isRunning, tierOf, type Clock, type Tier, type Timer } from '#domain/timer/timer.ts';

/** What a line of a queue says of a case: enough to know it by and to open it, and nothing of the resident. */
export interface CaseReference {
  caseId: string;
  number: string;
  state: CaseState;
  areaCode: string;
  /** The public name of the place. */
  label: string;
  matterCode: string | null;
  urgency: Urgency;
  /** For `expectedVersion` of an act. */
  version: number;
}

export const referenceOf = ({
  id,
  number,
  state,
  place,
  matterCode,
  urgency,
  version,
}: Case): CaseReference => ({
  ...{ caseId: id, number, state, matterCode, urgency, version },
  ...{ areaCode: place.areaCode, label: place.label },
});

/** A clock that runs, whose it is, and how it stands. */
export interface RunningClock {
  clock: Clock;
  /** Id of the case, assignment, order or supervision. */
  subject: string;
  /** Null where it is the office's or the community's. */
  departmentId: string | null;
  startAt: number;
  dueAt: number;
  /** Since when it rests. */
  pausedAt: number | null;
  tier: Tier;
}

/** The clocks of a case that run and that `wanted` asks for, the next to run out first. */
export const runningClocks = (
  subject: Case,
  now: number,
  wanted: (timer: Timer) => boolean = () => true,
): RunningClock[] =>
  subject.timers
    .filter((timer) => isRunning(timer) && wanted(timer))
    .map((timer) => ({
      ...{ clock: timer.clock, subject: timer.subject, startAt: timer.startAt, dueAt: timer.dueAt },
      departmentId: subject.assignments.find((one) => one.id === timer.subject)?.departmentId ?? null,
      ...{ pausedAt: timer.pausedAt, tier: tierOf(timer, now) },
    }))
    .sort((a, b) => a.dueAt - b.dueAt);
