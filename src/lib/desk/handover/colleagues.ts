import type { DeskColleague } from '#domain/desk/colleague.ts';

/** For `load`: the dispatchers of this desk; undefined where they could not be fetched. */
export async function loadColleagues(
  fetch: typeof globalThis.fetch,
): Promise<readonly DeskColleague[] | undefined> {
  try {
    const response = await fetch('/api/v1/desk/colleagues');
    return response.ok ? ((await response.json()) as { colleagues: DeskColleague[] }).colleagues : undefined;
  } catch {
    return undefined;
  }
}
