import type { RefusalCode } from '#domain/refusal.ts';
import type { Limit } from '#domain/timer/limit.ts';
import type { Clock } from '#domain/timer/timer.ts';

/** What the server would decide of one case, as it answers POST /reassignments/preview. */
export interface Foreseen {
  caseId: string;
  version: number;
  clocks: { clock: Clock; was: number | null; stoppedAt: number | null; due: number; limit: Limit }[];
  refused: RefusalCode | null;
  zh: string;
  en: string;
}

/** 预览: asked afresh for each department; an answer that comes late for another one is not shown. */
export class Foresight {
  #asOf = $state<number>();
  #items = $state.raw<ReadonlyMap<string, Foreseen>>(new Map());
  #failed = $state(false);
  #cancel: AbortController | undefined;

  get asOf(): number | undefined {
    return this.#asOf;
  }
  get failed(): boolean {
    return this.#failed;
  }
  of(caseId: string): Foreseen | undefined {
    return this.#items.get(caseId);
  }

  async ask(departmentId: string, items: { caseId: string; assignmentId: string }[]): Promise<void> {
    this.#cancel?.abort();
    const cancel = new AbortController();
    this.#cancel = cancel;
    this.#items = new Map();
    this.#asOf = undefined;
    this.#failed = false;
    try {
      const response = await fetch('/api/v1/reassignments/preview', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ departmentId, items }),
        signal: cancel.signal,
      });
      const answer = (await response.json()) as { asOf: number; items: Foreseen[] };
      if (cancel.signal.aborted) return;
      this.#failed = !response.ok;
      if (!response.ok) return;
      this.#asOf = answer.asOf;
      this.#items = new Map(answer.items.map((one) => [one.caseId, one]));
    } catch {
      if (!cancel.signal.aborted) this.#failed = true;
    }
  }
}
