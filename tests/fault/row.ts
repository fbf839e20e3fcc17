import type { City, Closing } from './city.ts';
import type { Stage } from './stage.ts';

/** One line of reliability.md §5: a fault, what must hold under it, and how it is made. */
export interface Row {
  n: number;
  name: string;
  fault: string;
  bound: string;
  run: (stage: Stage) => Promise<Found>;
}

/** A duration or a size that is measured against its bound. Judged where the whole suite runs; elsewhere only told. */
export interface Figure {
  name: string;
  value: number;
  bound: number;
  unit: string;
}

/** What a row found. */
export interface Found {
  figures: Figure[];
  /** Whatever must never happen, at any speed of the machine, as sentences; empty where all holds. */
  faults: string[];
  /** Counted over the whole run. */
  counts: Counts;
  /** It did not run to its end: what stands in `faults` is why, and no finding of its own. */
  unfinished?: boolean;
  /** Why the row could not be tried here. */
  skipped?: string;
  notes?: string[];
}

export interface Counts {
  commands: number;
  lost: number;
  double: number;
  timers: number;
  timersLost: number;
  timersDouble: number;
  views: number;
  differ: number;
}

export const NOTHING: Counts = {
  ...{ commands: 0, lost: 0, double: 0, timers: 0, timersLost: 0, timersDouble: 0, views: 0, differ: 0 },
};

export const figure = (name: string, value: number, bound: number, unit = 'ms'): Figure => ({
  name,
  value,
  bound,
  unit,
});

export const meets = ({ value, bound }: Figure): boolean => value <= bound;

/** A row's end: what always must hold of the city, beside what the row looked at itself. */
export async function close(
  city: City,
  figures: Figure[],
  faults: string[] = [],
  notes: string[] = [],
): Promise<Found> {
  const closing = await city.checkAll();
  return { figures, faults: [...faults, ...closing.faults], counts: countsOf(closing), notes };
}

const countsOf = (closing: Closing): Counts => ({
  ...{ commands: closing.accepted, lost: closing.lost, double: closing.double },
  ...{ timers: closing.timers, timersLost: closing.timersLost, timersDouble: closing.timersDouble },
  ...{ views: closing.views, differ: closing.differ },
});

export function addCounts(a: Counts, b: Counts): Counts {
  const keys = Object.keys(a) as (keyof Counts)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as unknown as Counts;
}
