import type { Case } from '#domain/case/case.ts';
import { wasRefused, type ShownRefusal } from '../../live/command.ts';
import { fateOf } from '../../live/outbox.ts';
import type { Outbox } from '../../live/outbox.svelte.ts';

/** What became of one case that was to change hands. */
export interface Handed {
  fromId: string | null;
  toId: string;
  /** `kept`: the outbox has it and sends it by itself. */
  fate: 'sending' | 'done' | 'kept' | 'refused';
  /** By the city's clock, as it was known here when the answer came. */
  at: number;
  /** The version that it made, where it is done. */
  version: number;
  refusal?: ShownRefusal;
}

/** One result for each case, as soon as it is known; what is refused stops no other, and stays until it is answered. */
export class Entrusting {
  #handed = $state.raw<ReadonlyMap<string, Handed>>(new Map());
  readonly #outbox: Outbox;
  readonly #now: () => number;

  /** @param now the city's time */
  constructor(outbox: Outbox, now: () => number) {
    this.#outbox = outbox;
    this.#now = now;
  }

  get all(): ReadonlyMap<string, Handed> {
    return this.#handed;
  }
  of(caseId: string): Handed | undefined {
    return this.#handed.get(caseId);
  }
  count(fate: Handed['fate']): number {
    return [...this.#handed.values()].filter((one) => one.fate === fate).length;
  }
  readonly pending = $derived.by(() => this.count('sending') > 0);

  /** Each with the version that was seen: whoever was faster is named in the refusal. */
  async send(items: readonly { subject: Case; toId: string }[]): Promise<void> {
    const fresh = items.filter(({ subject }) => this.of(subject.id)?.fate !== 'sending');
    await Promise.all(
      fresh.map(({ subject: { id, version, dispatcherId }, toId }) =>
        this.#give(id, dispatcherId, toId, version),
      ),
    );
  }

  /** Gives back what was done here, while nobody has acted on it since. */
  async takeBack(): Promise<void> {
    const done = [...this.#handed].flatMap(([id, one]) =>
      one.fate === 'done' && one.fromId !== null ? [{ id, ...one, fromId: one.fromId }] : [],
    );
    await Promise.all(done.map(({ id, fromId, toId, version }) => this.#give(id, toId, fromId, version)));
  }

  async #give(caseId: string, fromId: string | null, toId: string, expectedVersion: number): Promise<void> {
    const begun: Handed = { fromId, toId, fate: 'sending', at: this.#now(), version: 0 };
    this.#set(caseId, begun);
    const answer = await this.#outbox.send('case.entrust', { personId: toId }, caseId, { expectedVersion });
    const ended: Handed = { ...begun, fate: fateOf(answer), at: this.#now() };
    this.#set(
      caseId,
      wasRefused(answer) ? { ...ended, refusal: answer } : { ...ended, version: answer.version },
    );
  }

  #set(caseId: string, one: Handed): void {
    this.#handed = new Map(this.#handed).set(caseId, one);
  }

  dismiss(caseId: string): void {
    this.#handed = new Map([...this.#handed].filter(([id]) => id !== caseId));
  }
  clear(): void {
    this.#handed = new Map();
  }
}
