/**
 * What is known of a clock elsewhere, held against a monotonic clock here: it is ahead by at least `low` and at most
 * `high` milliseconds, which was so at `at` of the clock here. `high` is infinite where the clock elsewhere was
 * heard and never asked.
 */
export interface Offset {
  low: number;
  high: number;
  at: number;
}

/** The clock elsewhere said `remote` between two instants of the clock here; unasked, `sentAt` is -Infinity. */
export interface Exchange {
  sentAt: number;
  heardAt: number;
  remote: number;
}

/** Clocks are read to the millisecond. */
const GRAIN_MS = 1;
/** How far two ordinary quartzes part: 100 µs in a second. NTP reckons with 15 µs of each (RFC 5905, PHI). */
const DRIFT = 1e-4;

/**
 * Takes one more exchange into account. However unevenly a journey's time falls on its two ways, the truth lies in
 * the exchange's interval, so that it lies where all of them meet: the quickest exchange narrows most, a slow one does
 * no harm. Where they do not meet one of the clocks was stepped or stood still, and only the new one counts
 * (docs/decisions/0019).
 */
export function refine(known: Offset | null, { sentAt, heardAt, remote }: Exchange): Offset {
  const fresh = { low: remote - heardAt - GRAIN_MS, high: remote - sentAt + GRAIN_MS, at: heardAt };
  if (!known) return fresh;
  const drift = driftOf(known, heardAt);
  const low = Math.max(known.low - drift, fresh.low);
  const high = Math.min(known.high + drift, fresh.high);
  return low <= high ? { low, high, at: heardAt } : fresh;
}

/** By how many milliseconds the clock elsewhere is ahead, signed: the middle; unasked, as if the word had flown. */
export const aheadBy = ({ low, high }: Offset): number =>
  high === Infinity ? low + GRAIN_MS : (low + high) / 2;

/** How wrong that may be at the instant `here`, in milliseconds; infinite where the clock was never asked. */
export const errorOf = (known: Offset, here: number): number =>
  (known.high - known.low) / 2 + driftOf(known, here);

const driftOf = (known: Offset, here: number): number => Math.max(0, here - known.at) * DRIFT;
