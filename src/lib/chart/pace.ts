/**
 * At most one call in `ms`: the first at once, the last of the others when the time is over. Charts redraw at most
 * once a second, however fast the data comes.
 */
export class Pace {
  readonly #ms: number;
  #last = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  call(act: () => void): void {
    clearTimeout(this.#timer);
    const wait = this.#last + this.#ms - performance.now();
    const run = (): void => {
      this.#last = performance.now();
      act();
    };
    if (wait <= 0) run();
    else this.#timer = setTimeout(run, wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
