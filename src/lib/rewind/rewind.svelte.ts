import { boardOf, type Board } from '#domain/board/board.ts';
import type { TrackedDay } from '#domain/board/moment.ts';
import { dayNumber, dayOfName, dayStart } from '#domain/timer/calendar.ts';
import { advanced, extended, replayFrom, type Replay } from './replay.ts';
import type { Source } from './source.ts';

export const SPEEDS = [1, 10, 60, 600] as const;
export type Speed = (typeof SPEEDS)[number];

/** As on the live wall, everything steps together once a second. */
const BEAT_MS = 1_000;
/** So much of what follows is fetched ahead, in seconds of the one who looks. */
const AHEAD_S = 20;
/** What failed is tried again after that. */
const AGAIN_MS = 3_000;
/** The marks of a day that still goes on are looked for anew. */
const DAY_FRESH_MS = 30_000;
/** What comes and goes with a jump has not just happened: the map shows it without motion for so long. */
const SETTLE_MS = 1_500;
/** Faster than that nobody could follow a line that travels. */
const MOTION_SPEED = 10;

const NONE = boardOf(0, []);

/**
 * 回放: a wall's board and clock at any moment that is kept, standing or replayed. It knows nothing of the live feed but the
 * present instant, beyond which it does not go; what it shows is a board like any other.
 */
export class Rewind {
  readonly #source: Source;
  readonly #present: () => number;
  #on = $state(false);
  #playing = $state(false);
  #speed = $state<Speed>(60);
  #failed = $state(false);
  #settling = $state(false);
  #replay = $state.raw<Replay | null>(null);
  #day = $state.raw<TrackedDay | null>(null);
  /** Where the wall is to jump to and has not yet arrived. */
  #wanted = $state<number | null>(null);
  #dayReadAt = Number.NEGATIVE_INFINITY;
  #mono = 0;
  #work: AbortController | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  /** @param present the city's time, as the live feed tells it */
  constructor(source: Source, present: () => number) {
    this.#source = source;
    this.#present = present;
  }

  get on(): boolean {
    return this.#on;
  }
  /** False until the first moment has arrived. */
  get ready(): boolean {
    return this.#replay !== null;
  }
  get board(): Board {
    return this.#replay?.board ?? NONE;
  }
  /** The moment that the wall shows. */
  get now(): number {
    return this.#replay?.now ?? this.#wanted ?? 0;
  }
  /** Where the playhead stands: the moment that is shown, or the one that is on its way. */
  get at(): number {
    return this.#wanted ?? this.now;
  }
  get playing(): boolean {
    return this.#playing;
  }
  get speed(): Speed {
    return this.#speed;
  }
  /** The last attempt to read came to nothing; another one follows by itself. */
  get failed(): boolean {
    return this.#failed;
  }
  get day(): TrackedDay | null {
    return this.#day;
  }
  /** Whether what appears on the map shall appear without motion. */
  get still(): boolean {
    return this.#settling || (this.#on && this.#speed > MOTION_SPEED);
  }
  /** The moment for the address of the page; null while the wall is live or on its way. */
  get address(): number | null {
    return this.#on && !this.#playing && this.#wanted === null ? this.now : null;
  }

  /** To a moment, as far as there is one: not before the first day that is kept, nor beyond now. */
  jump(to: number): void {
    this.#wanted = Math.min(Math.max(to, this.#first), this.#present());
    this.#on = true;
    this.#settleDown();
    this.#beat ??= setInterval(() => this.#step(), BEAT_MS);
    void this.#look();
  }

  step(ms: number): void {
    this.jump(this.at + ms);
  }

  /** The same time of day, so many days on. */
  turn(days: number): void {
    this.step(days * 86_400_000);
  }

  play(): void {
    this.#playing = true;
    this.#mono = performance.now();
    void this.#look();
  }

  pause(): void {
    this.#playing = false;
  }

  pace(speed: Speed): void {
    this.#speed = speed;
    if (!this.#playing) this.play();
  }

  /** Back to live, at once. */
  leave(): void {
    if (!this.#on) return;
    this.#on = this.#playing = this.#failed = false;
    this.#replay = this.#wanted = null;
    this.#work?.abort();
    clearInterval(this.#beat);
    this.#beat = undefined;
    this.#settleDown();
  }

  stop(): void {
    this.leave();
    clearTimeout(this.#settle);
  }

  get #first(): number {
    const first = this.#day?.first;
    return first ? dayStart(dayOfName(first)) : 0;
  }

  #settleDown(): void {
    this.#settling = true;
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => (this.#settling = false), SETTLE_MS);
  }

  #step(): void {
    const elapsed = performance.now() - this.#mono;
    this.#mono += elapsed;
    if (!this.#playing || this.#wanted !== null || !this.#replay) return void this.#look();
    const to = this.#replay.now + elapsed * this.#speed;
    if (to >= this.#present()) return this.leave();
    try {
      this.#replay = advanced(this.#replay, to);
    } catch {
      this.jump(to);
    }
    void this.#look();
  }

  /** Reads whatever is missing, one thing after the other; what is wanted may change on the way, and only the last counts. */
  async #look(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#work = new AbortController();
    const { signal } = this.#work;
    try {
      while (this.#on && (await this.#readNext(signal)));
      this.#failed = false;
    } catch {
      if (!signal.aborted) {
        this.#failed = true;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    } finally {
      this.#busy = false;
    }
    if (this.#on && (signal.aborted || this.#failed)) void this.#look();
  }

  async #readNext(signal: AbortSignal): Promise<boolean> {
    const wanted = this.#wanted;
    if (wanted !== null) {
      const stood = await this.#source.stood(wanted, signal);
      if (signal.aborted) return false;
      this.#replay = replayFrom(stood);
      this.#mono = performance.now();
      // Where it has been moved on meanwhile this is a stop on the way.
      if (this.#wanted === wanted) this.#wanted = null;
      return true;
    }
    if (this.#dayIsOld()) {
      const at = this.at;
      const day = await this.#source.day(at, signal);
      if (signal.aborted) return false;
      this.#day = day;
      this.#dayReadAt = performance.now();
      return true;
    }
    const replay = this.#replay;
    const [present, ahead] = [this.#present(), this.#speed * AHEAD_S * 1_000];
    // Half of it is left: so there is one question in ten seconds, and not one a beat.
    if (!this.#playing || !replay || replay.known >= Math.min(present, this.now + ahead / 2)) return false;
    const until = Math.min(present, this.now + ahead);
    const followed = await this.#source.followed(replay.known, until, signal);
    // Wanted or advanced meanwhile: what follows on the end of what was known still does.
    if (!signal.aborted && this.#replay?.known === replay.known)
      this.#replay = extended(this.#replay, followed);
    return !signal.aborted && followed.to < until;
  }

  #dayIsOld(): boolean {
    const { day } = this;
    if (!day || dayNumber(day.from) !== dayNumber(this.at)) return true;
    return day.to > this.#present() && performance.now() - this.#dayReadAt > DAY_FRESH_MS;
  }
}
