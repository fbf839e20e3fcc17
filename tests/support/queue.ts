import { ruling, sortLines, type Line } from '../../src/lib/desk/queue.ts';
import type { Case } from '#domain/case/case.ts';
import type { Timer } from '#domain/timer/timer.ts';
import { report } from './acts.ts';
import { after, EVENING } from './given.ts';

const MINUTE = 60_000;
const reported = after(report()).subject;

export const timerAt = (dueAt: number, more: Partial<Timer> = {}): Timer => ({
  ...reported.timers[0]!,
  dueAt,
  amberAt: dueAt - MINUTE,
  ...more,
});

/** A case whose one clock is due so many minutes from the evening on which the stories begin. */
export const dueIn = (minutes: number, more: Partial<Case> = {}): Case => ({
  ...reported,
  id: `case-${minutes}`,
  number: `PS-${minutes}`,
  timers: [timerAt(EVENING + minutes * MINUTE)],
  ...more,
});

export const lineOf = (subject: Case): Line => ({ subject, timer: ruling(subject) });
export const queueOf = (...subjects: Case[]): Line[] => sortLines(subjects.map(lineOf));
export const idsOf = (lines: readonly Line[]): string[] => lines.map(({ subject }) => subject.id);
