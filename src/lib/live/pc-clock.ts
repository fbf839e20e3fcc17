/** A PC's clock may be so wrong without a word, in milliseconds: nobody compares two clocks to the second. */
const BEARABLE_MS = 5_000;
/** More than half a second, so that what is shown does not flicker between two seconds. */
const STEADY_MS = 600;

/** This machine's own clock: shown as wrong where it is, and used for nothing else. The only reader of it in `src`. */
export const readPcClock = (): number => Date.now();

/**
 * By how much this machine's clock is to be called wrong, in whole seconds as milliseconds, signed (positive: fast), or null.
 * @param shown what the screen says now
 * @param aheadMs as measured
 * @param errorMs how wrong the measurement may be
 */
export function wrongBy(shown: number | null, aheadMs: number, errorMs: number): number | null {
  if (Math.abs(aheadMs) - errorMs <= BEARABLE_MS) return null;
  if (shown !== null && Math.abs(aheadMs - shown) < STEADY_MS) return shown;
  return Math.round(aheadMs / 1_000) * 1_000;
}
