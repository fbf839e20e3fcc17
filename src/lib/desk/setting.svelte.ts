import { USUAL, type Arrangement } from '#domain/desk/arrangement.ts';
import type { NewFilter, SavedFilter } from '#domain/desk/saved-filter.ts';
import type { ShownRefusal } from '../live/command.ts';

/** What the server keeps of a person's desk: GET /api/v1/desk. */
export interface KeptDesk {
  arrangement: Arrangement;
  filters: SavedFilter[];
}

const NOTHING: KeptDesk = { arrangement: USUAL, filters: [] };
const PAUSE_MS = 400;

const isRefused = (answer: object): answer is ShownRefusal => 'refused' in answer;

/** For `load`: without an answer the desk stands as it usually does, and works. */
export async function loadDesk(fetch: typeof globalThis.fetch): Promise<KeptDesk> {
  try {
    const answer = (await (await fetch('/api/v1/desk')).json()) as KeptDesk | ShownRefusal;
    return isRefused(answer) || !('arrangement' in answer) ? NOTHING : answer;
  } catch {
    return NOTHING;
  }
}

/** The own arrangement and the saved filters: shown at once, kept at the server. */
export class DeskSetting {
  #arrangement = $state.raw<Arrangement>(USUAL);
  #filters = $state.raw<readonly SavedFilter[]>([]);
  #unkept = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kept: KeptDesk) {
    this.#arrangement = kept.arrangement;
    this.#filters = kept.filters;
  }

  get arrangement(): Arrangement {
    return this.#arrangement;
  }
  get filters(): readonly SavedFilter[] {
    return this.#filters;
  }
  /** The last arrangement did not reach the server: it holds here until the page is loaded again. */
  get unkept(): boolean {
    return this.#unkept;
  }

  arrange(change: Partial<Arrangement>): void {
    this.#arrangement = { ...this.#arrangement, ...change };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#keep(), PAUSE_MS);
  }

  async #keep(): Promise<void> {
    const answer = await send<object>('PUT', '/desk/arrangement', this.#arrangement);
    this.#unkept = answer === undefined || isRefused(answer);
  }

  /** @returns why it was not saved, or nothing */
  async save(given: NewFilter): Promise<ShownRefusal | 'unsent' | undefined> {
    const answer = await send<SavedFilter | ShownRefusal>('POST', '/desk/filters', given);
    if (answer === undefined) return 'unsent';
    if (isRefused(answer)) return answer;
    this.#filters = [...this.#filters, answer];
    return undefined;
  }

  async remove(id: string): Promise<void> {
    const answer = await send<object>('POST', `/desk/filters/${id}/remove`, {});
    // One that is gone already is gone.
    if (answer !== undefined) this.#filters = this.#filters.filter((one) => one.id !== id);
  }
}

/** The answer of the door, or undefined where there was none. */
async function send<T>(method: 'PUT' | 'POST', path: string, body: object): Promise<T | undefined> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.status >= 500 ? undefined : ((await response.json()) as T);
  } catch {
    return undefined;
  }
}
