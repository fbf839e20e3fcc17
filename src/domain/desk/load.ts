import { isOpen, type Case } from '../case/case.ts';
import { nextTimer, tierOf } from '../timer/timer.ts';

/** 负荷: how many open cases somebody has at the desk, by how the next clock of each stands. A count, and no score. */
export interface Load {
  red: number;
  amber: number;
  running: number;
}

export const NO_LOAD: Load = { red: 0, amber: 0, running: 0 };

export const totalOf = ({ red, amber, running }: Load): number => red + amber + running;

/** The loads at `now` by the id of the dispatcher; under null what is nobody's yet. */
export function deskLoads(cases: Iterable<Case>, now: number): Map<string | null, Load> {
  const loads = new Map<string | null, Load>();
  for (const subject of cases) {
    if (!isOpen(subject)) continue;
    const load = loads.get(subject.dispatcherId) ?? { ...NO_LOAD };
    load[tierAt(subject, now)] += 1;
    loads.set(subject.dispatcherId, load);
  }
  return loads;
}

/** How the clock stands that is due next; what rests, or has no clock that runs, is calm. */
function tierAt({ timers }: Case, now: number): keyof Load {
  const next = nextTimer(timers);
  const tier = next ? tierOf(next, now) : 'running';
  return tier === 'red' || tier === 'amber' ? tier : 'running';
}

/** The middle of some counts; between two of them, half way. 0 of none. */
export function medianOf(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}
