import { viewKey, type View } from '#domain/board/view.ts';
import type { ViewSnapshot } from '#server/feed/snapshot.ts';

/** For how long those who ask for the same view are given the same snapshot: what came since follows as a batch. */
const SHARED_MS = 1_000;
/** Those who come one after the other wait so long for each other at most, because encoding is the larger part. */
const TOGETHER_MS = 100;

/** What is known of one view whose snapshot was asked for within the last second. */
interface Round<Asker> {
  waiting: Set<Asker>;
  giving: boolean;
  /** Until when nothing further is given out. */
  notBefore: number;
  takenAt: number;
  taken: Promise<ViewSnapshot> | undefined;
}

/**
 * Gives snapshots out: read from the database at most once a second for each view, and given together to all who have
 * asked meanwhile, so that a hall of screens that comes back costs one reading and a few encodings.
 */
export class Snapshots<Asker> {
  readonly #take: (view: View) => Promise<ViewSnapshot>;
  readonly #give: (view: View, askers: readonly Asker[], snapshot: ViewSnapshot) => void;
  readonly #fail: (askers: readonly Asker[], fault: unknown) => void;
  readonly #rounds = new Map<string, Round<Asker>>();

  /** @param fail told of all who wait for what could not be read */
  constructor(
    take: (view: View) => Promise<ViewSnapshot>,
    give: (view: View, askers: readonly Asker[], snapshot: ViewSnapshot) => void,
    fail: (askers: readonly Asker[], fault: unknown) => void,
  ) {
    this.#take = take;
    this.#give = give;
    this.#fail = fail;
  }

  /** Asks for this view; what comes of it is given, or failed, later. */
  ask(view: View, asker: Asker): void {
    const round = this.#round(viewKey(view));
    round.waiting.add(asker);
    if (!round.giving) void this.#serve(view, round);
  }

  async #serve(view: View, round: Round<Asker>): Promise<void> {
    round.giving = true;
    try {
      const early = round.notBefore - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      const snapshot = await this.#read(view, round);
      round.notBefore = performance.now() + TOGETHER_MS;
      this.#give(view, [...round.waiting], snapshot);
    } catch (fault) {
      round.taken = undefined;
      this.#fail([...round.waiting], fault);
    }
    round.waiting.clear();
    round.giving = false;
  }

  #read(view: View, round: Round<Asker>): Promise<ViewSnapshot> {
    const now = performance.now();
    if (round.taken && now - round.takenAt < SHARED_MS) return round.taken;
    round.takenAt = now;
    round.taken = this.#take(view);
    return round.taken;
  }

  #round(key: string): Round<Asker> {
    const known = this.#rounds.get(key);
    if (known) return known;
    const round = { waiting: new Set<Asker>(), giving: false, notBefore: 0, takenAt: 0, taken: undefined };
    this.#rounds.set(key, round);
    this.#forgetLater(key, round);
    return round;
  }

  /** A snapshot may be large: it is kept only while it may still be given to somebody. */
  #forgetLater(key: string, round: Round<Asker>): void {
    setTimeout(() => {
      if (round.giving) this.#forgetLater(key, round);
      else this.#rounds.delete(key);
    }, SHARED_MS).unref();
  }
}
