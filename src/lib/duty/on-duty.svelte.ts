import { coarse, TELL_EVERY_MS } from '#domain/whereabouts.ts';
import { NO_LINE, type ShownRefusal } from '../live/command.ts';
import { askPosition } from '../place/position.ts';

/** A line that does not answer for so long counts as down. */
const ANSWER_WITHIN_MS = 10_000;

/** Why the server was not told: the device does not say where it is, or what became of the sending. */
type Trouble = 'no-position' | ShownRefusal;

/**
 * 上岗 · 离岗. While a person is on duty and this page is open, it says once a minute where they are. A reload goes on with
 * it; whoever closes the page is no longer shown once the last position is old, and says so anew the next time.
 */
export class OnDuty {
  readonly #key: string;
  readonly #now: () => number;
  #on = $state(false);
  #pending = $state(false);
  #toldAt = $state<number>();
  #trouble = $state.raw<Trouble>();
  #turns: ReturnType<typeof setInterval> | undefined;
  #telling: Promise<void> = Promise.resolve();

  /** @param now server time, in milliseconds since 1970 */
  constructor(personId: string, now: () => number) {
    this.#key = `on-duty:${personId}`;
    this.#now = now;
  }

  get on(): boolean {
    return this.#on;
  }
  /** Pressed and not yet answered. */
  get pending(): boolean {
    return this.#pending;
  }
  /** When the server last took a position, in milliseconds since 1970. */
  get toldAt(): number | undefined {
    return this.#toldAt;
  }
  /** What went wrong the last time that the server was to be told. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  /** Goes on where a reload interrupted it; answers with the function that ends it, as `$effect` wants it. */
  start(): () => void {
    if (sessionStorage.getItem(this.#key) !== null) {
      this.#begin();
      void this.#tell();
    }
    return () => clearInterval(this.#turns);
  }

  /** On duty is who is known to the server: without a position, or a line, nobody is. */
  async enter(): Promise<void> {
    this.#pending = true;
    await this.#tell();
    this.#pending = false;
    if (this.#trouble === undefined) this.#begin();
  }

  /** Off duty is who says so: nothing is sent any more, whether or not the server could be told of it. */
  async leave(): Promise<void> {
    clearInterval(this.#turns);
    sessionStorage.removeItem(this.#key);
    this.#pending = true;
    // A position that is still on its way must not arrive after this.
    await this.#telling;
    this.#trouble = await send('POST', '/me/whereabouts/leave', {});
    this.#pending = false;
    this.#on = false;
    this.#toldAt = undefined;
  }

  #begin(): void {
    this.#on = true;
    sessionStorage.setItem(this.#key, '');
    this.#turns = setInterval(() => void this.#tell(), TELL_EVERY_MS);
  }

  #tell(): Promise<void> {
    this.#telling = this.#tellOnce();
    return this.#telling;
  }

  async #tellOnce(): Promise<void> {
    const point = await askPosition();
    this.#trouble = point ? await send('PUT', '/me/whereabouts', coarse(point)) : 'no-position';
    if (this.#trouble === undefined) this.#toldAt = this.#now();
  }
}

/** @returns why it was not taken, or nothing */
async function send(method: 'PUT' | 'POST', path: string, body: object): Promise<ShownRefusal | undefined> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return response.ok ? undefined : ((await response.json()) as ShownRefusal);
  } catch {
    return NO_LINE;
  }
}
