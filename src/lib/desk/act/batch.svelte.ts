import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { Accepted, ShownRefusal } from '../../live/command.ts';
import { fateOf } from '../../live/outbox.ts';
import type { Fields } from '../draft.svelte.ts';
import type { Desk } from '../desk.svelte.ts';

/** One act on many cases: which, and on which of them. */
export class Batch {
  readonly type: ActName;
  /** As they stood when the dialog was opened: the versions that the person saw. */
  readonly subjects: readonly Case[];
  fields = $state<Fields>({});
  #results = $state.raw<ReadonlyMap<string, Accepted | ShownRefusal>>(new Map());
  #sent = $state.raw<readonly Case[]>();

  constructor(type: ActName, subjects: readonly Case[], fields: Fields = {}) {
    this.type = type;
    this.subjects = subjects;
    this.fields = fields;
  }

  /** Step 2: there is one result for each item, as soon as it is known. */
  get sent(): readonly Case[] | undefined {
    return this.#sent;
  }
  get pending(): boolean {
    return this.#sent !== undefined && this.#results.size < this.#sent.length;
  }

  resultOf(caseId: string): Accepted | ShownRefusal | undefined {
    return this.#results.get(caseId);
  }

  readonly done = $derived.by(() => this.#which('done'));
  readonly refused = $derived.by(() => this.#which('refused'));
  /** Stored by the outbox, which sends it by itself. */
  readonly kept = $derived.by(() => this.#which('kept'));

  #which(fate: ReturnType<typeof fateOf>): Case[] {
    return this.subjects.filter(({ id }) => {
      const result = this.#results.get(id);
      return result !== undefined && fateOf(result) === fate;
    });
  }

  /** One after the other, so that each has a result of its own and one that is refused stops no other. */
  async send(desk: Desk, subjects: readonly Case[], bodyOf: (subject: Case) => Fields): Promise<void> {
    if (this.#sent) return;
    this.#sent = subjects;
    const typed = $state.snapshot(this.fields);
    await Promise.all(
      subjects.map(async (subject) => {
        const seen = { expectedVersion: subject.version, typed };
        const answer = await desk.outbox.send(this.type, bodyOf(subject), subject.id, seen);
        this.#results = new Map(this.#results).set(subject.id, answer);
      }),
    );
    desk.undos.did(
      this.type,
      this.done.map(({ id }) => id),
    );
  }
}
