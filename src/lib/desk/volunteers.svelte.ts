import { TELL_EVERY_MS, type Helper } from '#domain/whereabouts.ts';
import type { ShownRefusal } from '../live/command.ts';

/** A held key passes over rows faster than this is worth asking. */
const SETTLE_MS = 300;

/** The volunteers on duty near the open case: GET /api/v1/cases/[id]/helpers, again as often as their phones tell. */
export class Volunteers {
  #list = $state.raw<readonly Helper[]>();
  #failed = $state(false);

  /** Undefined until they were read. */
  get list(): readonly Helper[] | undefined {
    return this.#list;
  }
  /** The last question had no answer: nobody who may have gone is shown. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Asks for as long as the case stays open; answers with the function that ends it, as `$effect` wants it. */
  watch(caseId: string): () => void {
    this.#list = undefined;
    this.#failed = false;
    const gone = new AbortController();
    const ask = (): void => void this.#ask(caseId, gone.signal);
    const settled = setTimeout(ask, SETTLE_MS);
    const turns = setInterval(ask, TELL_EVERY_MS);
    return () => {
      clearTimeout(settled);
      clearInterval(turns);
      gone.abort();
    };
  }

  async #ask(caseId: string, signal: AbortSignal): Promise<void> {
    const list = await read(caseId, signal);
    if (signal.aborted) return;
    this.#list = list;
    this.#failed = list === undefined;
  }
}

async function read(caseId: string, signal: AbortSignal): Promise<readonly Helper[] | undefined> {
  try {
    const response = await fetch(`/api/v1/cases/${encodeURIComponent(caseId)}/helpers`, { signal });
    const answer = (await response.json()) as { helpers: Helper[] } | ShownRefusal;
    return 'helpers' in answer ? answer.helpers : undefined;
  } catch {
    return undefined;
  }
}
