/** The exit code that asks whoever keeps a process to start it again. */
export const BEGIN_ANEW = 3;

/** A process that ends again and again is started ever less often, from the first rest to the longest. */
const FIRST_MS = 500;
const LONGEST_MS = 10_000;
/** One that served for longer begins with the first rest again. */
const SOUND_MS = 30_000;

/**
 * How long whoever keeps a process rests before starting it again.
 * @param {number} servedMs how long it ran
 * @param {number} before the rest before it was started, 0 where there was none
 * @returns {number}
 */
export const restAfter = (servedMs, before) =>
  servedMs > SOUND_MS ? FIRST_MS : Math.min(LONGEST_MS, Math.max(FIRST_MS, before * 2));
