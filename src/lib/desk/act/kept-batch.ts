import type { ActName } from '#domain/case/act.ts';
import type { Fields } from '../draft.svelte.ts';
import type { Batch } from './batch.svelte.ts';
import { MANY } from './key.ts';

/** An act on many that was not sent yet: on which cases, and what was typed. */
interface KeptBatch {
  type: ActName;
  caseIds: string[];
  fields: Fields;
}

const keyOf = (personId: string): string => `faling.batch.${personId}`;

/** Before the page is left. What was sent is in the outbox, and has a result for each there. */
export function keepBatch(personId: string, batch: Batch | undefined): void {
  if (!batch || batch.sent) return;
  const kept: KeptBatch = {
    type: batch.type,
    caseIds: batch.subjects.map(({ id }) => id),
    fields: batch.fields,
  };
  sessionStorage.setItem(keyOf(personId), JSON.stringify(kept));
}

/** What waited in this window over a reload, or while the same person signed in again; it waits no longer. */
export function takeBatch(personId: string): KeptBatch | undefined {
  const text = sessionStorage.getItem(keyOf(personId));
  sessionStorage.removeItem(keyOf(personId));
  try {
    const kept = JSON.parse(text ?? 'null') as KeptBatch | null;
    return kept && MANY.has(kept.type) && Array.isArray(kept.caseIds) ? kept : undefined;
  } catch {
    return undefined;
  }
}
