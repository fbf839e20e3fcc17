/** What is drawn may take a twentieth of the time at most: the rest belongs to the hand, and of twenty keys one may meet it. */
const SHARE = 20;
/** Nor is anybody kept waiting longer, whatever one drawing took while the page had other things to do. */
const LONGEST_MS = 2_000;

/**
 * Hands values on as often as what is drawn from them can bear. With a handful of cases each is drawn at once; with ten
 * thousand and twenty changes a second the newest is, every second or two, and nothing waits behind it.
 */
export class Paced<T> {
  readonly #draw: (value: T) => Promise<unknown>;
  readonly #clock: () => number;
  #next: T | undefined;
  #drawing = false;
  #freeAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param draw answers when everything that hangs on the value stands on the page
   * @param clock monotonic milliseconds
   */
  constructor(draw: (value: T) => Promise<unknown>, clock: () => number = () => performance.now()) {
    this.#draw = draw;
    this.#clock = clock;
  }

  offer(value: T): void {
    this.#next = value;
    if (this.#timer !== undefined || this.#drawing) return;
    const wait = this.#freeAt - this.#clock();
    if (wait <= 0) void this.#take();
    else this.#timer = setTimeout(() => void this.#take(), wait);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
  }

  async #take(): Promise<void> {
    const value = this.#next;
    this.#timer = this.#next = undefined;
    if (value === undefined) return;
    this.#drawing = true;
    const begun = this.#clock();
    await this.#draw(value);
    const took = this.#clock() - begun;
    this.#freeAt = begun + took + Math.min(took * (SHARE - 1), LONGEST_MS);
    this.#drawing = false;
    if (this.#next !== undefined) this.offer(this.#next);
  }
}
