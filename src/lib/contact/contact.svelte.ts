import type { RevealReason } from '#domain/case/reveal.ts';
import type { ShownRefusal } from '../live/command.ts';

/** What POST /api/v1/cases/{id}/contact answers. */
interface Answer {
  name: string | null;
  phone: string | null;
  remainingMs: number;
}

/**
 * The contact of one case on this screen. It goes when its ten minutes are over, by the browser's monotonic clock, and
 * with the screen: it is kept nowhere.
 */
export class ShownContact {
  #contact = $state.raw<Pick<Answer, 'name' | 'phone'>>();
  #until = 0;
  #leftMs = $state(0);
  refusal = $state.raw<ShownRefusal>();
  failed = $state(false);
  pending = $state(false);

  get contact(): Pick<Answer, 'name' | 'phone'> | undefined {
    return this.#leftMs > 0 ? this.#contact : undefined;
  }
  /** In milliseconds; 0 when nothing is shown. */
  get leftMs(): number {
    return this.#leftMs;
  }

  /** Asks for it; true when it is shown. */
  async ask(caseId: string, reason: RevealReason, words: string): Promise<boolean> {
    this.pending = true;
    this.failed = false;
    this.refusal = undefined;
    try {
      const response = await fetch(`/api/v1/cases/${encodeURIComponent(caseId)}/contact`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason, ...(words.trim() ? { words: words.trim() } : {}) }),
      });
      const answer = (await response.json()) as Answer | ShownRefusal;
      if ('refused' in answer) this.refusal = answer;
      else this.#show(answer);
    } catch {
      this.failed = true;
    }
    this.pending = false;
    return this.contact !== undefined;
  }

  /** To be called every second while something is shown. */
  tick(): void {
    this.#leftMs = Math.max(0, this.#until - performance.now());
    if (this.#leftMs === 0) this.#contact = undefined;
  }

  hide(): void {
    this.#until = 0;
    this.tick();
  }

  #show({ name, phone, remainingMs }: Answer): void {
    this.#until = performance.now() + remainingMs;
    this.#contact = { name, phone };
    this.tick();
  }
}
