import type { Event } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import type { RefusalCode } from '#domain/refusal.ts';
import type { ShownRefusal } from '../live/command.ts';

/** What GET /api/v1/cases/[id] answers: the case, its log, and the sealed texts with the person masked. */
export interface CaseFile {
  case: Case;
  events: Event[];
  /** Names of the staff that appear in the log, by id. */
  people: Record<string, string>;
  report: { words: string; name: string | null; phone: string | null };
  /** Why the contact may not be shown to this person; null where it may be asked for. */
  contact: RefusalCode | null;
  erased: boolean;
  texts: Record<string, string>;
}

export const isFile = (answer: CaseFile | ShownRefusal): answer is CaseFile => !('refused' in answer);

export async function fetchCaseFile(id: string, signal?: AbortSignal): Promise<CaseFile | ShownRefusal> {
  const response = await fetch(`/api/v1/cases/${encodeURIComponent(id)}`, { signal });
  return (await response.json()) as CaseFile | ShownRefusal;
}

/** A held key passes over rows faster than their files are worth fetching. */
const SETTLE_MS = 120;

/**
 * The file of the case that is open at the desk. It is fetched again whenever the board holds a newer version, and the
 * old one stays on the screen until the new one is there.
 */
export class OpenFile {
  #id = $state<string>();
  #file = $state.raw<CaseFile>();
  #refusal = $state.raw<ShownRefusal>();
  #failed = $state(false);
  #since = $state<number>();
  #asked = '';
  #cancel: AbortController | undefined;

  /** The file of the open case, once it is there. */
  get file(): CaseFile | undefined {
    return this.#file?.case.id === this.#id ? this.#file : undefined;
  }
  /** It lies outside, or is no case at all. */
  get refusal(): ShownRefusal | undefined {
    return this.#refusal;
  }
  /** It could not be fetched; what is on the screen stays. */
  get failed(): boolean {
    return this.#failed;
  }
  /** Since when (performance.now) the first word is waited for. */
  get waitingSince(): number | undefined {
    return this.#since;
  }

  /** Wants this case at this version at least; asking twice for the same is harmless. */
  want(id: string | undefined, version = 0): void {
    const key = `${id}:${version}`;
    if (key === this.#asked) return;
    this.#asked = key;
    this.#cancel?.abort();
    if (id !== this.#id) {
      this.#id = id;
      this.#refusal = undefined;
      this.#since = id === undefined ? undefined : performance.now();
    }
    this.#failed = false;
    if (id !== undefined && this.#behind(id, version)) void this.#fetch(id);
  }

  retry(): void {
    this.#failed = false;
    if (this.#id !== undefined) void this.#fetch(this.#id);
  }

  #behind(id: string, version: number): boolean {
    return this.#file?.case.id !== id || this.#file.case.version < version || version === 0;
  }

  async #fetch(id: string): Promise<void> {
    const cancel = new AbortController();
    this.#cancel = cancel;
    try {
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      if (cancel.signal.aborted) return;
      const answer = await fetchCaseFile(id, cancel.signal);
      if (cancel.signal.aborted) return;
      if (isFile(answer)) this.#file = answer;
      else this.#refusal = answer;
      this.#since = undefined;
    } catch {
      if (!cancel.signal.aborted) this.#failed = true;
    }
  }
}
