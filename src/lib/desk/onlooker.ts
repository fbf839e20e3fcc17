/** Somebody else who has a case open: looking at it, putting an act together, or with a claim on it. */
export interface Onlooker {
  personId: string;
  name: string;
  doing: 'looking' | 'acting' | 'claiming';
}

/** So many are named in a row; the rest is a number. */
export const NAMED = 2;

/** The surname, as it stands on a disc. */
export const discName = (name: string): string => [...name][0] ?? '';
