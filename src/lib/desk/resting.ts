/** A held key passes over rows faster than a map can follow, and a wheel past them. */
const REST_MS = 300;

/** Tells where the hand rests: what it has come to, once neither keys nor wheel have moved for a while. */
export class Resting<T> {
  readonly #tell: (at: T) => void;
  #at: T;
  #come: T;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(at: T, tell: (at: T) => void) {
    this.#at = this.#come = at;
    this.#tell = tell;
  }

  come(to: T): void {
    this.#come = to;
    this.stir();
  }

  /** The hand is at work. */
  stir(): void {
    clearTimeout(this.#timer);
    if (this.#at === this.#come) return;
    this.#timer = setTimeout(() => {
      this.#at = this.#come;
      this.#tell(this.#at);
    }, REST_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
