import type { Holding } from '#domain/assignment/holding.ts';
import type { Explanation } from '#domain/timer/explain.ts';
import type { Timer } from '#domain/timer/timer.ts';

/** What GET /api/v1/cases/[id]/clocks answers. */
interface ClockBook {
  version: number;
  asOf: number;
  clocks: { subject: string; gen: number; explanation: Explanation; zh: string; en: string }[];
  holdings: Holding[];
}

/** Tells the deadlines of a case apart. */
export const timerKey = ({ clock, subject, gen }: Pick<Timer, 'clock' | 'subject' | 'gen'>): string =>
  `${clock}:${subject}:${gen}`;

/** The arithmetic of the open case's deadlines, fetched when somebody asks for the first of them. */
export class Clocks {
  #book = $state.raw<ClockBook>();
  #caseId = '';
  #asked = '';
  #failed = $state(false);

  get failed(): boolean {
    return this.#failed;
  }

  /** Asking twice for the same is harmless. */
  async want(caseId: string, version: number): Promise<void> {
    const key = `${caseId}:${version}`;
    if (key === this.#asked) return;
    this.#asked = key;
    this.#failed = false;
    if (this.#caseId !== caseId) this.#book = undefined;
    this.#caseId = caseId;
    try {
      const response = await fetch(`/api/v1/cases/${encodeURIComponent(caseId)}/clocks`);
      if (!response.ok) throw new Error(String(response.status));
      const book = (await response.json()) as ClockBook;
      if (this.#asked === key) this.#book = book;
    } catch {
      if (this.#asked === key) {
        this.#failed = true;
        this.#asked = '';
      }
    }
  }

  /** The arithmetic of one deadline, with the moment for which it was reckoned. */
  of(timer: Timer): { explanation: Explanation; asOf: number } | undefined {
    const found = this.#book?.clocks.find(
      (one) =>
        one.subject === timer.subject && one.gen === timer.gen && one.explanation.clock === timer.clock,
    );
    return found && this.#book && { explanation: found.explanation, asOf: this.#book.asOf };
  }

  get holdings(): readonly Holding[] {
    return this.#book?.holdings ?? [];
  }
}
