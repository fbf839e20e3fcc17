import type { RefusalCode } from '#domain/refusal.ts';

/** What the API answers about one case beside its state: sealed words for those who handle it, names of the staff. */
export interface CaseFile {
  people: Record<string, string>;
  report: { words: string; name: string | null; phone: string | null };
  /** Why the contact may not be shown to this person; null where it may be asked for. */
  contact: RefusalCode | null;
  erased: boolean;
  /** By record, order and extension id, and `outcome:<version>`. */
  texts: Record<string, string>;
}

/** The file of a case, or null where it cannot be had now: a page lives on the board and shows the words when they come. */
export async function loadFile(fetcher: typeof fetch, caseId: string): Promise<CaseFile | null> {
  try {
    const response = await fetcher(`/api/v1/cases/${caseId}`);
    return response.ok ? ((await response.json()) as CaseFile) : null;
  } catch {
    return null;
  }
}
