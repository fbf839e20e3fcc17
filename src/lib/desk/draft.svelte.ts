import type { ActName } from '#domain/case/act.ts';
import { wasRefused, type Accepted, type ShownRefusal } from '../live/command.ts';
import { fateOf } from '../live/outbox.ts';
import type { Outbox } from '../live/outbox.svelte.ts';

/** What a person has put together for one act on one case. */
export type Fields = Record<string, unknown>;

/**
 * An act in the making. What was typed stays until the server has taken the act, or the outbox has stored it to be sent
 * by itself; a refusal is shown where the act was made.
 */
export class Draft {
  readonly type: ActName;
  readonly caseId: string;
  fields = $state<Fields>({});
  /** The version that the person saw. */
  seenVersion = $state(0);
  #refusal = $state.raw<ShownRefusal>();
  #pending = $state(false);

  constructor(type: ActName, caseId: string) {
    this.type = type;
    this.caseId = caseId;
  }

  get refusal(): ShownRefusal | undefined {
    return this.#refusal;
  }
  get pending(): boolean {
    return this.#pending;
  }

  /** The person looks at the case afresh. */
  look(version: number): void {
    this.seenVersion = version;
    if (this.#refusal?.refused === 'stale') this.#refusal = undefined;
  }

  /** What the server said of it while nobody looked, or before the page was loaded anew. */
  refused(refusal: ShownRefusal, seenVersion: number): void {
    this.#refusal = refusal;
    this.seenVersion = seenVersion;
  }

  /** Undefined where it was refused; `unsent` where it is stored and will be sent by itself. */
  async send(outbox: Outbox, type: ActName, body: Fields): Promise<Accepted | 'unsent' | undefined> {
    if (this.#pending) return undefined;
    this.#pending = true;
    const seen = { expectedVersion: this.seenVersion, typed: $state.snapshot(this.fields) };
    const answer = await outbox.send(type, body, this.caseId, seen);
    this.#pending = false;
    if (fateOf(answer) === 'kept') return 'unsent';
    this.#refusal = wasRefused(answer) ? answer : undefined;
    return wasRefused(answer) ? undefined : answer;
  }
}

/** What is kept of a draft over a reload, or while its person signs in again. */
interface Kept extends Pick<Draft, 'type' | 'caseId' | 'seenVersion'> {
  fields: Fields;
  refusal?: ShownRefusal;
  /** Its dialog was open. */
  open?: true;
}

/**
 * The drafts of this desk, one for each act and case, until they are taken or given up. What was typed waits in this
 * window over a reload, and for the same person's next sign-in.
 */
export class Drafts {
  #all = $state.raw<ReadonlyMap<string, Draft>>(new Map());
  readonly #key: string;
  /** The one whose dialog was open when the page was left. */
  readonly reopened: Draft | undefined;

  constructor(personId: string) {
    this.#key = `faling.drafts.${personId}`;
    for (const { type, caseId, fields, seenVersion, refusal, open } of this.#kept()) {
      const draft = new Draft(type, caseId);
      draft.fields = fields;
      draft.seenVersion = seenVersion;
      if (refusal) draft.refused(refusal, seenVersion);
      if (open) this.reopened = draft;
      this.#all = new Map(this.#all).set(`${type}:${caseId}`, draft);
    }
    sessionStorage.removeItem(this.#key);
  }

  #kept(): Kept[] {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key) ?? '[]') as Kept[];
    } catch {
      return [];
    }
  }

  /** Before the page is left. @param open the one whose dialog is open */
  keep(open: Draft | undefined): void {
    // What is on its way is in the outbox, and not to be sent a second time.
    const waiting = [...this.#all.values()].filter(({ pending }) => !pending);
    const kept = waiting.map((draft): Kept => {
      const { type, caseId, fields, seenVersion, refusal } = draft;
      return {
        ...{ type, caseId, fields: $state.snapshot(fields), seenVersion },
        ...(refusal && { refusal }),
        ...(draft === open && { open: true }),
      };
    });
    if (kept.length > 0) sessionStorage.setItem(this.#key, JSON.stringify(kept));
  }

  of(type: ActName, caseId: string, version: number): Draft {
    const key = `${type}:${caseId}`;
    const kept = this.#all.get(key);
    const draft = kept ?? new Draft(type, caseId);
    draft.look(version);
    if (!kept) this.#all = new Map(this.#all).set(key, draft);
    return draft;
  }

  drop(draft: Draft): void {
    this.#all = new Map([...this.#all].filter(([, one]) => one !== draft));
  }
}
