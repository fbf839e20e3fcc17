import { hear, standardOf } from './examples.ts';
import { GAP, pairsOf, type Lexicon } from './lexicon.ts';

/** A matter of the catalogue that the words of an appeal point to, and the words that do. */
export interface MatterSuggestion {
  code: string;
  /** What was found, each word by its weight and by how few matters share it, and what the examples taught. */
  score: number;
  /** The words found, the weightiest first: why it is suggested, in words that anybody can check. Never empty. */
  words: string[];
}

/** One strong word, or several weak ones; below that the catalogue has nothing to say. */
export const ENOUGH = 4;
/** How far the end of a word in two parts may stand behind its beginning, in characters. */
const REACH = 12;
/** A word that is part of a longer one counts half for other matters, and not at all for the one whose word that is. */
const PART_OF_OTHER = 0.5;
/** How much what the examples taught counts beside the words. */
const EXAMPLES = 0.5;
/** What a pair of characters weighs. */
const PAIR = 2;

/** A word where it stands in the text. */
interface Found {
  word: string;
  uses: readonly { matter: number; weight: number }[];
  spans: readonly (readonly [number, number])[];
  length: number;
}

/**
 * The matters that the words point to, best first. The catalogue's words and weights decide and nothing else, so that
 * the person at the desk sees why; a suggestion is never an act. What speaks for many matters speaks softly for each:
 * a word counts by its weight over the root of how many matters share it, and so do two characters of one.
 */
export function suggestMatters(lexicon: Lexicon, text: string, limit = 3): MatterSuggestion[] {
  const said = standardOf(text);
  const scores = lexicon.codes.map(() => new Map<string, number>());
  const found = findWords(lexicon, said);
  for (const one of found) weigh(one, found, scores);
  const faint = faintOf(lexicon, said);
  const heard = hear(lexicon.learned, said, lexicon.codes.length);
  return lexicon.codes
    .map((code, matter) => ({ code, matter, score: totalOf(matter) }))
    .filter(({ score }) => score >= ENOUGH)
    .map(({ code, matter, score }) => ({ code, score, words: wordsOf(matter) }))
    .filter(({ words }) => words.length > 0)
    .sort((a, b) => b.score - a.score || a.code.localeCompare(b.code))
    .slice(0, limit);

  function totalOf(matter: number): number {
    const words = [...(scores[matter]?.values() ?? [])].reduce((sum, value) => sum + value, 0);
    return words + (faint[matter] ?? 0) + EXAMPLES * (heard.sums[matter] ?? 0);
  }
  /** The words of the catalogue, and where it has none, what the examples know. */
  function wordsOf(matter: number): string[] {
    const words = [...(scores[matter] ?? [])].filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1]);
    return words.length > 0 ? words.map(([word]) => word) : heard.reasons(matter);
  }
}

/** Every word of the catalogue that stands in the text, each at its first place. */
function findWords(lexicon: Lexicon, text: string): Found[] {
  const found = new Map<string, Found>();
  const note = (word: string, uses: Found['uses'], spans: Found['spans']): void => {
    const length = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    if (!found.has(word)) found.set(word, { word, uses, spans, length });
  };
  for (let at = 0; at < text.length; at += 1) {
    for (let length = Math.min(lexicon.longest, text.length - at); length > 0; length -= 1) {
      const end = at + length;
      const word = text.slice(at, end);
      const uses = lexicon.words.get(word);
      if (uses) note(word, uses, [[at, end]]);
      for (const [tail, tailUses] of lexicon.spans.get(word) ?? []) {
        const behind = text.indexOf(tail, end);
        if (behind >= 0 && behind - end <= REACH) {
          note(`${word}${GAP}${tail}`, tailUses, [
            [at, end],
            [behind, behind + tail.length],
          ]);
        }
      }
    }
  }
  return [...found.values()];
}

function weigh(one: Found, found: readonly Found[], scores: readonly Map<string, number>[]): void {
  const longer = found.filter((other) => other.length > one.length && covers(other, one));
  const speaking = one.uses.filter(({ weight }) => weight > 0).length;
  for (const { matter, weight } of one.uses) {
    const own = longer.some(({ uses }) => uses.some((use) => use.matter === matter && use.weight > 0));
    const share = own
      ? 0
      : longer.some(({ uses }) => uses.some(({ weight: w }) => w > 0))
        ? PART_OF_OTHER
        : 1;
    const value = weight * share * (weight > 0 ? speaking ** -0.5 : 1);
    if (value !== 0) scores[matter]?.set(one.word, value);
  }
}

const covers = (other: Found, one: Found): boolean =>
  one.spans.every(([from, to]) => other.spans.some(([start, end]) => start <= from && to <= end));

/** What pairs of characters say where no whole word was found. */
function faintOf(lexicon: Lexicon, text: string): number[] {
  const sums = lexicon.codes.map(() => 0);
  for (const pair of pairsOf(text)) {
    const matters = lexicon.pairs.get(pair) ?? [];
    for (const matter of matters) sums[matter] = (sums[matter] ?? 0) + PAIR * matters.length ** -0.5;
  }
  return sums;
}
