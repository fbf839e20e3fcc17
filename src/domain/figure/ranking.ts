import type { Entry } from './cohort.ts';
import { onTimeAt, type Interval, type OnTime } from './rate.ts';

/** Below so many decided runs a rate is an accident, and nobody is placed by it. */
export const LEAST_FOR_RANKING = 30;

export interface Ranked extends OnTime {
  id: string;
  rate: number;
  interval: Interval;
}

export interface Ranking {
  /** By rate, best first; of equals the one that rests on more. */
  placed: Ranked[];
  /** Named under the table, not placed. */
  tooFew: { id: string; n: number }[];
  /** True when the first two cannot be told apart at 95 %: the screen has to say so, and there is no podium. */
  leadersOverlap: boolean;
}

/** Groups by their on-time rate at a moment; a group is a department, a street or a matter with its cohort. */
export function rankingAt(
  groups: ReadonlyMap<string, readonly Entry[]>,
  at: number,
  least = LEAST_FOR_RANKING,
): Ranking {
  const placed: Ranked[] = [];
  const tooFew: Ranking['tooFew'] = [];
  for (const [id, entries] of groups) {
    const { rate, interval, ...terms } = onTimeAt(entries, at);
    if (rate === null || interval === null || terms.n < least) tooFew.push({ id, n: terms.n });
    else placed.push({ id, rate, interval, ...terms });
  }
  placed.sort((a, b) => b.rate - a.rate || b.n - a.n || (a.id < b.id ? -1 : 1));
  tooFew.sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1));
  const [first, second] = placed;
  return {
    placed,
    tooFew,
    leadersOverlap: Boolean(first && second && first.interval.low <= second.interval.high),
  };
}
