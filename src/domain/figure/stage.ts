import type { Case } from '../case/case.ts';
import type { Limit } from '../timer/limit.ts';
import type { Clock, Timer } from '../timer/timer.ts';
import { entryOf, type Entry } from './cohort.ts';
import { outcomeAt, type Outcome } from './rate.ts';

/** 环节: the clocks that a leader reads, in the order of a case's life. Resolution is read apart by complexity: its limits differ. */
export const STAGES = [
  'accept',
  'approve',
  'sign',
  'contact',
  'arrive',
  'resolve-simple',
  'resolve-complex',
  'feedback',
] as const;
export type Stage = (typeof STAGES)[number];

/** What became of a run, in the order of the fraction; the words of a drill-down. */
export const RESULTS = ['in-time', 'late', 'overdue', 'pending', 'left'] as const satisfies Outcome[];

/** An entry of a cohort with what a leader's page needs of it besides: one line of a list behind a figure. */
export interface Span extends Entry {
  stage: Stage;
  amberAt: number;
  limit: Limit;
  result: Outcome;
}

/** The runs of a case as they stood at `asOf`; later starts are not there, later ends have not happened. */
export function spansOf(subject: Case, asOf: number): Span[] {
  return subject.timers
    .filter((timer) => timer.startAt <= asOf)
    .flatMap((timer) => {
      const stage = stageOf(timer.clock, subject);
      return stage ? [spanOf(subject, timer, stage, asOf)] : [];
    });
}

function spanOf(subject: Case, timer: Timer, stage: Stage, asOf: number): Span {
  const ended = timer.stoppedAt !== null && timer.stoppedAt <= asOf;
  const entry = entryOf(subject, ended ? timer : { ...timer, stoppedAt: null });
  return { ...entry, stage, amberAt: timer.amberAt, limit: timer.limit, result: outcomeAt(entry, asOf) };
}

function stageOf(clock: Clock, subject: Case): Stage | undefined {
  if (clock === 'resolve') return subject.complexity === 'complex' ? 'resolve-complex' : 'resolve-simple';
  return STAGES.find((stage) => stage === clock);
}

export const clockOf = (stage: Stage): Clock =>
  stage === 'resolve-simple' || stage === 'resolve-complex' ? 'resolve' : stage;
