/** What a text is cut into: one Chinese character, or a whole word of letters or digits in lower case. */
export interface Unit {
  text: string;
  /** Where it stands in the text: from, and up to but without `to`. */
  from: number;
  to: number;
  /** Nothing but blanks or dashes stands between it and the unit before: a comma or a full stop parts them. */
  joined: boolean;
}

const UNIT = /\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;
const HAN = /^\p{Script=Han}$/v;
/** What may stand inside of a thing that is one: a line break in a sentence, the dashes of a number, a decimal point. */
const GAP = /^[\s\p{Pd}_.\/·#]*$/v;

/** Full-width and other compatible forms as the usual ones, so that ＰＳ１２ is PS12. */
export const normalise = (text: string): string => text.normalize('NFKC');

/** The units of a normalised text, in order. */
export function unitsOf(text: string): Unit[] {
  let end = 0;
  return [...text.matchAll(UNIT)].map((match, n) => {
    const [found] = match;
    const joined = n > 0 && GAP.test(text.slice(end, match.index));
    end = match.index + found.length;
    return { text: found.toLowerCase(), from: match.index, to: end, joined };
  });
}

/** A word of letters or digits, of which a beginning is enough; a Chinese character has none. */
export const isWord = (unit: string): boolean => !HAN.test(unit);
