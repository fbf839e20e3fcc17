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
  /** Between what and what the database's clock is ahead of the other one, as far as it is trusted. */
  #ahead: { least: number; most: number; at: number } | undefined;

  /** By how many milliseconds, at least, the database's clock is off from where it should be: negative behind, 0 where it is sound. */
  stepOf(databaseAt: number, { from, to }: Asked): number {
    const read = { least: databaseAt - to, most: databaseAt - from, at: to };
    const slewed = SLEW * Math.max(0, to - (this.#ahead ?? read).at);
    const least = (this.#ahead ?? read).least - slewed;
    const most = (this.#ahead ?? read).most + slewed;
    const off = read.least > most ? read.least - most : Math.min(0, read.most - least);
    if (Math.abs(off) > STEP_MS) return off;
    this.#ahead =
      off === 0
        ? { least: Math.max(least, read.least), most: Math.min(most, read.most), at: to }
        : { least, most, at: to };
    return 0;
  }

  /** Takes the next reading as right, whatever it is. */
  trust(): void {
    this.#ahead = undefined;
  }
}
