import { isWord, normalise, unitsOf } from './unit.ts';

/** Of a word of letters or digits every beginning of 2 to 16 characters is a token: PS-2107 finds PS-210723-0031. */
const BEGINNING = { min: 2, max: 16 };

/** What is asked for as one: 垃圾桶, 3栋, PS-210723-0031. The last unit, where it is a word, may be the beginning of one. */
export interface Term {
  units: string[];
  /** All of them are among the tokens of every text in which the term occurs; none where it is a single character. */
  tokens: string[];
}

/**
 * The tokens of a normalised text: every two units that stand together, and the beginnings of its words. A single
 * Chinese character is none: it would stand for half of all cases.
 */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  let before = '';
  for (const unit of unitsOf(text)) {
    if (unit.joined) tokens.add(pair(before, unit.text));
    for (let n = BEGINNING.min; n <= Math.min(unit.text.length, BEGINNING.max); n += 1) {
      tokens.add(unit.text.slice(0, n));
    }
    before = unit.text;
  }
  return tokens;
}

/** The terms of a query, all of which a case has to hold: blanks and punctuation part them. */
export function termsOf(query: string): Term[] {
  const terms: string[][] = [];
  for (const part of normalise(query).split(/\s+/)) {
    for (const unit of unitsOf(part)) {
      if (unit.joined) terms.at(-1)?.push(unit.text);
      else terms.push([unit.text]);
    }
  }
  return terms.map((units) => ({ units, tokens: termTokens(units) }));
}

function termTokens(units: readonly string[]): string[] {
  const tokens = new Set<string>();
  units.forEach((unit, n) => {
    const before = units[n - 1];
    // The word at the end may go on, so nothing is known yet about it and its neighbour as a pair.
    const open = n === units.length - 1 && isWord(unit);
    if (before !== undefined && !open) tokens.add(pair(before, unit));
    if (isWord(unit) && unit.length >= BEGINNING.min) tokens.add(unit.slice(0, BEGINNING.max));
  });
  return [...tokens];
}

/** The bar stands in no unit, so that a pair is never taken for a word. */
const pair = (a: string, b: string): string => `${a}|${b}`;
