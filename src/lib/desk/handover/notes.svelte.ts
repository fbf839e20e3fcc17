import type { Case, CaseRecord } from '#domain/case/case.ts';
import { NOTES_AT_ONCE, type HandoverNote } from '#domain/desk/note.ts';

/** After a failure nothing is asked for so long. */
const PAUSE_MS = 5_000;

/** The last internal note of a case, as the board knows it: that there is one, and not what it says. */
export const lastNoteOf = ({ records }: Case): CaseRecord | undefined =>
  records.findLast(({ kind }) => kind === 'note');

/**
 * 交班话: what was written for the next shift. The board says when there is a newer one, so each is fetched once, and
 * nothing is asked again and again.
 */
export class Notes {
  /** By the record; null where the server has no text of it for this reader. */
  #notes = $state.raw<ReadonlyMap<string, HandoverNote | null>>(new Map());
  #failed = $state(false);
  readonly #asked = new Set<string>();
  #notBefore = 0;

  /** They could not be fetched, and will be asked for again. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The note; null where there is none that could be read; undefined while it is on its way. */
  of(subject: Case): HandoverNote | null | undefined {
    const record = lastNoteOf(subject);
    return record ? this.#notes.get(record.id) : null;
  }

  /** Asks for those of these cases that are not there yet; asking twice is harmless. */
  async want(cases: Iterable<Case>): Promise<void> {
    if (performance.now() < this.#notBefore) return;
    const fresh: { caseId: string; recordId: string }[] = [];
    for (const subject of cases) {
      const record = lastNoteOf(subject);
      if (record && !this.#asked.has(record.id)) fresh.push({ caseId: subject.id, recordId: record.id });
    }
    for (const { recordId } of fresh) this.#asked.add(recordId);
    for (let n = 0; n < fresh.length; n += NOTES_AT_ONCE) {
      const page = fresh.slice(n, n + NOTES_AT_ONCE);
      const notes = await fetchNotes(page.map(({ caseId }) => caseId));
      this.#failed = notes === undefined;
      if (!notes) {
        for (const { recordId } of fresh.slice(n)) this.#asked.delete(recordId);
        this.#notBefore = performance.now() + PAUSE_MS;
        return;
      }
      const none = page.map(({ recordId }) => [recordId, null] as const);
      const told = notes.map((note) => [note.recordId, note] as const);
      this.#notes = new Map([...this.#notes, ...none, ...told]);
    }
  }
}

async function fetchNotes(caseIds: readonly string[]): Promise<HandoverNote[] | undefined> {
  try {
    const response = await fetch(`/api/v1/desk/notes?caseIds=${caseIds.join(',')}`);
    return response.ok ? ((await response.json()) as { notes: HandoverNote[] }).notes : undefined;
  } catch {
    return undefined;
  }
}
