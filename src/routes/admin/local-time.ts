const SHANGHAI_MS = 8 * 3_600_000;

/** What a field of date and time holds, read as Shanghai's time; NaN where it holds none. */
export const instantOf = (text: string): number =>
  Date.parse(`${text}${text.length === 16 ? ':00' : ''}Z`) - SHANGHAI_MS;

/** An instant as such a field wants it: 2021-08-13T22:00 in Shanghai. */
export const fieldOf = (at: number): string => new Date(at + SHANGHAI_MS).toISOString().slice(0, 16);

/** 2021-08-13 22:00 in Shanghai. */
export const momentOf = (at: number): string => fieldOf(at).replace('T', ' ');
