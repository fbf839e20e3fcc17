import { TELL_EVERY_MS, type VolunteerNear } from '#domain/whereabouts.ts';
import { read } from './around.svelte.ts';

/** The volunteers on duty near the open case: GET /api/v1/cases/[id]/volunteers, again as often as their phones tell. */
export class Volunteers {
  #list = $state.raw<readonly VolunteerNear[]>();
  #failed = $state(false);

  /** Undefined until they were read. */
  get list(): readonly VolunteerNear[] | undefined {
    return this.#list;
  }
  /** The last question had no answer: nobody who may have gone is shown. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Asks at once, and for as long as the hand rests on the case; answers with the function that ends it, as `$effect` wants it. */
  watch(caseId: string): () => void {
    this.#list = undefined;
    this.#failed = false;
    const gone = new AbortController();
    const ask = (): void => void this.#ask(caseId, gone.signal);
    ask();
    const turns = setInterval(ask, TELL_EVERY_MS);
    return () => {
      clearInterval(turns);
      gone.abort();
    };
  }

  async #ask(caseId: string, signal: AbortSignal): Promise<void> {
    const path = `/api/v1/cases/${encodeURIComponent(caseId)}/volunteers`;
    const answer = await read<{ volunteers: VolunteerNear[] }>(path, signal);
    if (signal.aborted) return;
    this.#list = answer?.volunteers;
    this.#failed = answer === undefined;
  }
}
