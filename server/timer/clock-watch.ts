/** A difference beyond this is no drift and no slow answer: somebody or something set the clock. */
const STEP_MS = 2_000;
/** How fast a clock that is being corrected gently may gain or lose: twice what NTP does. */
const SLEW = 0.001;

/** When a reading was asked for and answered, on a clock that cannot be set, in milliseconds. */
export interface Asked {
  from: number;
  to: number;
}

/**
 * Tells a step of the database's clock from its gentle correction, by comparing how far it went with how far a clock
 * that cannot be set went in the same time. A reading lies somewhere between question and answer, so that a process
 * that was stopped in between suspects nobody.
 */
export class ClockWatch {
  /** What the database's clock is ahead of the other one, as far as it is trusted. */
  #ahead: number | undefined;
  #at = 0;

  /** By how many milliseconds the database's clock is off from where it should be: negative behind, 0 where it is sound. */
  stepOf(databaseAt: number, { from, to }: Asked): number {
    const [least, most] = [databaseAt - to, databaseAt - from];
    this.#ahead ??= most;
    const off = this.#ahead < least ? least - this.#ahead : Math.min(0, most - this.#ahead);
    if (Math.abs(off) > STEP_MS) return off;
    const slewed = SLEW * Math.max(0, to - this.#at);
    this.#ahead += Math.max(-slewed, Math.min(slewed, off));
    this.#at = to;
    return 0;
  }

  /** Takes the next reading as right, whatever it is. */
  trust(): void {
    this.#ahead = undefined;
  }
}
