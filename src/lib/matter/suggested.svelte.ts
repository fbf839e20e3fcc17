import type { MatterSuggestion } from '#domain/matter/suggest.ts';

/** Whoever types is asked for when the hand rests. */
const PAUSE_MS = 250;

/**
 * The matters that the server suggests for words that somebody writes. The last answer stays while the next one is
 * waited for; without a line there is no suggestion, and the whole catalogue is still there to choose from.
 */
export class Suggested {
  #found = $state.raw<readonly MatterSuggestion[]>([]);
  #asked = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  get found(): readonly MatterSuggestion[] {
    return this.#found;
  }

  /** Wants the suggestions for these words; asking twice for the same is harmless. */
  want(words: string): void {
    const text = words.trim();
    if (text === this.#asked) return;
    this.#asked = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(text), PAUSE_MS);
  }

  async #ask(words: string): Promise<void> {
    try {
      const response = await fetch('/api/v1/matters/suggest', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ words }),
      });
      const answer = (await response.json()) as { suggestions?: MatterSuggestion[] };
      if (words === this.#asked) this.#found = answer.suggestions ?? [];
    } catch {
      // Nothing is lost: a suggestion is never an act.
    }
  }
}
