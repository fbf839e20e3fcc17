import { undoUntil } from '#domain/assignment/restore.ts';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { Fields } from '../draft.svelte.ts';

/** What takes an act back, as long as the domain allows. */
export interface Undo {
  type: ActName;
  caseId: string;
  body: Fields;
  /** By the city's clock; undefined where no time is set. */
  until: number | undefined;
}

/** How each act that can be taken back is. */
const UNDOS: Partial<Record<ActName, (subject: Case, now: number) => Undo | undefined>> = {
  'assignment.reassign': (subject, now) => {
    const taken = subject.assignments.findLast((one) => undoUntil(subject, one) !== undefined);
    const until = taken && undoUntil(subject, taken);
    if (!taken || until === undefined || until <= now) return undefined;
    return { type: 'assignment.restore', caseId: subject.id, body: { assignmentId: taken.id }, until };
  },
  'case.merge': ({ id, mergedInto }) =>
    mergedInto
      ? { type: 'case.unmerge', caseId: id, body: { intoId: mergedInto.caseId }, until: undefined }
      : undefined,
  'case.suspend': ({ id, state }) =>
    state === 'suspended' ? { type: 'case.resume', caseId: id, body: {}, until: undefined } : undefined,
};

interface Done {
  act: ActName;
  caseIds: readonly string[];
}

/** What this desk has done that could be taken back, the last first; many cases of one act stand together. */
export class Undos {
  #done = $state.raw<readonly Done[]>([]);

  did(act: ActName, caseIds: readonly string[]): void {
    if (caseIds.length > 0 && act in UNDOS) this.#done = [{ act, caseIds }, ...this.#done].slice(0, 20);
  }

  drop(caseIds: readonly string[]): void {
    this.#done = this.#done.filter((one) => !one.caseIds.some((id) => caseIds.includes(id)));
  }

  /** What Z would take back now: of the latest act, all that can still be undone. */
  of(caseOf: (id: string) => Case | undefined, now: number): Undo[] {
    const [latest] = this.#done;
    return (latest?.caseIds ?? []).flatMap((id) => {
      const subject = caseOf(id);
      return (subject && UNDOS[latest!.act]?.(subject, now)) ?? [];
    });
  }
}
