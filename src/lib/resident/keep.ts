import { DRAFT_KEY, parseDraft, storedDraft, type Draft } from './draft.ts';

/** At `now`, server time: the draft that this device kept, else the one given. A place that came with a scanned code goes before the kept one. */
export function openDraft(fresh: Draft, now: number): Draft {
  if (typeof localStorage === 'undefined') return fresh;
  const kept = parseDraft(localStorage.getItem(DRAFT_KEY), now);
  if (!kept || fresh.words !== '') return fresh;
  const place = fresh.point ? { point: fresh.point, placeName: fresh.placeName } : {};
  return { ...kept, ...place };
}

/** Keeps the draft, or forgets it; a device that stores nothing loses nothing but the comfort. */
export function keepDraft(draft: Draft | null, waiting: boolean, now: number): void {
  try {
    if (draft === null) localStorage.removeItem(DRAFT_KEY);
    else localStorage.setItem(DRAFT_KEY, storedDraft({ ...draft, savedAt: now }, waiting));
  } catch {
    // Storage is full or closed: the page itself still holds everything.
  }
}
