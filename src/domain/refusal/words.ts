/**
 * What a refusal says: one sentence in each language (what happened, what was kept, what to do) and one HTTP status.
 * `{name}` is filled from the details.
 */
export interface Words {
  status: number;
  zh: string;
  en: string;
}
