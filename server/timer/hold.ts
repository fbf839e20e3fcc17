import type { Database } from '#server/db/pool.ts';
import { ClockWatch, type Asked } from '#server/timer/clock-watch.ts';
import { doubtClock, trustClock, type Look } from '#server/timer/look.ts';

/** Told when the timers of this process begin to be held, with the step in milliseconds, and when they go on. */
export type Alarm = (alarm: { held: true; stepMs: number } | { held: false }) => void;

/**
 * Nothing fires by a clock that was set. A process that sees the database's clock step holds its timers and notes the
 * doubt, so that one that starts in the meantime, and has nothing to compare with, holds its own as well. It ends when
 * the clock is back, when an administrator says that the new time is right, or when a process that saw no step says
 * that it was not the database's clock but the doubter's.
 */
export class Hold {
  readonly #db: Database;
  readonly #alarm: Alarm;
  readonly #watch = new ClockWatch();
  #held = false;
  /** Whether it saw the database's clock before the doubt that now stands, if one does. */
  #isWitness: boolean | undefined;

  constructor(db: Database, alarm: Alarm) {
    this.#db = db;
    this.#alarm = alarm;
  }

  /** Under the locks of a claim: false where nothing may fire. */
  trusts(databaseAt: number, asked: Asked): boolean {
    return !this.#held && this.#watch.stepOf(databaseAt, asked) === 0;
  }

  /** What a look says of the clock, and what follows. @returns true where nothing may fire */
  async consider({ databaseAt, doubted }: Look, asked: Asked): Promise<boolean> {
    const stepMs = this.#watch.stepOf(databaseAt, asked);
    this.#isWitness ??= !doubted;
    if (this.#held && !doubted) this.#goOn();
    else if (doubted && stepMs === 0 && this.#isWitness) await trustClock(this.#db);
    else if (!this.#held && (doubted || stepMs !== 0)) await this.#stop(stepMs);
    return this.#held;
  }

  async #stop(stepMs: number): Promise<void> {
    // Noted first: a hold that is not in the database would be taken for one that somebody ended.
    await doubtClock(this.#db);
    this.#held = true;
    this.#alarm({ held: true, stepMs });
  }

  #goOn(): void {
    this.#watch.trust();
    this.#isWitness = true;
    this.#held = false;
    this.#alarm({ held: false });
  }
}
