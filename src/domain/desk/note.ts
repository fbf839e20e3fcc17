/** 交班话: the last internal note of a case, as whoever takes it over reads it. */
export interface HandoverNote {
  caseId: string;
  /** Of the record of the case that it belongs to. */
  recordId: string;
  /** By the city's clock, in milliseconds since 1970. */
  at: number;
  /** Who wrote it; null where the account is not known. */
  by: string | null;
  text: string;
}

/** So many cases may be asked for at once. */
export const NOTES_AT_ONCE = 100;
