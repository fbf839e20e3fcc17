import type { ActName } from '#domain/case/act.ts';
import { act, wasRefused, type Accepted, type ShownRefusal } from '../live/command.ts';

/** What a person has put together for one act on one case. */
export type Fields = Record<string, unknown>;

/**
 * An act in the making. What was typed stays until the server has taken the act; a refusal is shown where the
 * act was made. The same content keeps its command id, so that a repeat after a broken line happens once at most.
 */
export class Draft {
  readonly type: ActName;
  readonly caseId: string;
  fields = $state<Fields>({});
  /** The version that the person saw. */
  seenVersion = $state(0);
  #refusal = $state.raw<ShownRefusal>();
  #pending = $state(false);
  #content = '';
  #id = '';

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
  get unsent(): boolean {
    return this.#refusal?.refused === 'unsent';
  }

  /** The person looks at the case afresh; only an act that waits for its repeat keeps the version it was meant for. */
  look(version: number): void {
    if (!this.unsent) this.seenVersion = version;
    if (this.#refusal?.refused === 'stale') this.#refusal = undefined;
  }

  async send(type: ActName, body: Fields): Promise<Accepted | undefined> {
    if (this.#pending) return undefined;
    const content = JSON.stringify([type, body, this.seenVersion]);
    if (content !== this.#content) this.#id = crypto.randomUUID();
    this.#content = content;
    this.#pending = true;
    const answer = await act(type, body, {
      id: this.#id,
      caseId: this.caseId,
      expectedVersion: this.seenVersion,
    });
    this.#pending = false;
    this.#refusal = wasRefused(answer) ? answer : undefined;
    return wasRefused(answer) ? undefined : answer;
  }
}

/** What is kept of a draft while its person signs in again. */
type Kept = Pick<Draft, 'type' | 'caseId' | 'seenVersion'> & { fields: Fields };

/**
 * The drafts of this desk, one for each act and case, until they are taken or given up. What was typed when an idle
 * session ended waits in this window for the same person's next sign-in.
 */
export class Drafts {
  #all = $state.raw<ReadonlyMap<string, Draft>>(new Map());
  readonly #key: string;

  constructor(personId: string) {
    this.#key = `faling.drafts.${personId}`;
    for (const { type, caseId, fields, seenVersion } of this.#kept()) {
      const draft = new Draft(type, caseId);
      draft.fields = fields;
      draft.seenVersion = seenVersion;
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

  /** Before the page is left because nobody acted. */
  keep(): void {
    const kept = [...this.#all.values()].map(({ type, caseId, fields, seenVersion }): Kept => {
      return { type, caseId, fields: $state.snapshot(fields), seenVersion };
    });
    if (kept.length > 0) sessionStorage.setItem(this.#key, JSON.stringify(kept));
  }

  /** Sent and without an answer: kept here until somebody sends them again. */
  get unsent(): Draft[] {
    return [...this.#all.values()].filter((one) => one.unsent);
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
