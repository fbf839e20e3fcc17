import { DEFAULT_SETUP, tableauOf, stepsOf, type Tableau, type Step } from '#domain/scene/scene.ts';
import type { Projection, WallMessage } from '#domain/scene/projection.ts';

const BEAT_MS = 500;

/**
 * Which scene stands on this wall. The playlist runs by the monotonic clock, so that a simulated day does not make it
 * race; while a desk shows something, or somebody holds it, it stands still and then goes on where it was.
 */
export class Playlist {
  readonly #told: () => WallMessage | null;
  readonly #streets: readonly string[];
  #at = $state(0);
  #held = $state(false);
  /** What stood on the wall when somebody began to look at the past. */
  #kept = $state.raw<Tableau | null>(null);
  /** How long what is on the wall has been there. */
  #stoodMs = $state(0);
  /** How much of the step's time has passed: none while the playlist stands still. */
  #spentMs = 0;
  readonly #steps = $derived.by((): Step[] => stepsOf(this.#told()?.setup ?? DEFAULT_SETUP, this.#streets));

  constructor(told: () => WallMessage | null, streets: readonly string[]) {
    this.#told = told;
    this.#streets = streets;
  }

  get showing(): Projection | null {
    return this.#told()?.showing ?? null;
  }
  get tableau(): Tableau {
    return this.#kept ?? this.showing?.tableau ?? this.#step.tableau;
  }
  /** Which step of how many; one that is alone needs no number. */
  get place(): { n: number; all: number } {
    return { n: this.#index + 1, all: this.#steps.length };
  }
  get held(): boolean {
    return this.#held || (this.#told()?.paused ?? false);
  }
  /** Seconds since this tableau came on the wall. */
  get stoodS(): number {
    return Math.floor(this.#stoodMs / 1000);
  }

  /** Space, where a keyboard is at hand. */
  toggle(): void {
    this.#held = !this.#held;
  }

  /** What stands stays, whatever a desk shows meanwhile. Answers with the function that ends it. */
  keep(): () => void {
    this.#kept = this.tableau;
    return () => (this.#kept = null);
  }

  /** Answers with the function that ends it. */
  start(): () => void {
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      this.#pass(now - before);
      before = now;
    }, BEAT_MS);
    return () => clearInterval(timer);
  }

  #pass(ms: number): void {
    this.#stoodMs += ms;
    if (this.showing || this.held || this.#kept) return;
    this.#spentMs += ms;
    if (this.#spentMs < this.#step.seconds * 1000) return;
    this.#spentMs = 0;
    this.#stoodMs = 0;
    this.#at = (this.#index + 1) % this.#steps.length;
  }

  /** A shorter playlist may have been set since. */
  get #index(): number {
    return this.#at % this.#steps.length;
  }
  get #step(): Step {
    return this.#steps[this.#index] ?? { tableau: tableauOf('overview'), seconds: 60 };
  }
}
