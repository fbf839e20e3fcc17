import { standard } from './dialect.ts';

/** What is added to every count, so that a gram never seen in a matter is rare there and not impossible. */
const ALPHA = 0.3;
/** However common a gram is elsewhere, its absence from the examples of a matter speaks no louder against it. */
const FLOOR = -0.5;
/** Characters that end a phrase; what reaches across one says nothing. */
const BREAK = /[，。！？、；：“”,.!?;:"]/;
/** How much a gram of so many characters counts: single characters repeat in pairs, and pairs in triples. */
const WEIGHT = [0, 0.5, 1, 0.6] as const;
/** What a reason weighs at least, to be shown to a person. */
const TELLING = 2.2;

/** How strongly one gram speaks for some matters, by their places in `codes`; for every other it counts `otherwise`. */
interface Gram {
  matters: readonly number[];
  weights: readonly number[];
  otherwise: number;
}

/** 例句: what was learned from sentences whose matter is known. */
export type Learned = ReadonlyMap<string, Gram>;

/**
 * Naive Bayes over runs of one to three characters: how much oftener a gram stands in the examples of one matter than
 * in those of the others, as the logarithm of the rate over the mean of all matters. Counting is all there is to it, so
 * the same examples always give the same weights.
 */
export function learn(examples: ReadonlyMap<string, readonly string[]>, codes: readonly string[]): Learned {
  const sizes = codes.map((code) => examples.get(code)?.length ?? 0);
  const taught = sizes.filter((size) => size > 0);
  const usual = taught.reduce((sum, size) => sum + size, 0) / taught.length;
  const none = rate(0, usual);
  const learned = new Map<string, Gram>();
  for (const [gram, { matters, counts }] of countGrams(examples, codes)) {
    // Three characters that were met once may be chance.
    if (gram.length === 3 && matters.length === 1 && counts[0] === 1) continue;
    const rates = matters.map((matter, at) => rate(counts[at] ?? 0, sizes[matter] ?? 0));
    const sum = rates.reduce((total, one) => total + one, none * (taught.length - matters.length));
    const mean = sum / taught.length;
    const weight = WEIGHT[gram.length] ?? 0;
    const heard = (one: number): number => weight * Math.max(FLOOR, one - mean);
    learned.set(gram, { matters, weights: rates.map(heard), otherwise: heard(none) });
  }
  return learned;
}

const rate = (count: number, size: number): number => Math.log((count + ALPHA) / (size + 2 * ALPHA));

/** In how many examples of which matters a gram stands. */
interface Count {
  matters: number[];
  counts: number[];
}

function countGrams(
  examples: ReadonlyMap<string, readonly string[]>,
  codes: readonly string[],
): Map<string, Count> {
  const grams = new Map<string, Count>();
  for (const [matter, code] of codes.entries()) {
    for (const sentence of examples.get(code) ?? []) {
      for (const gram of gramsOf(standardOf(sentence))) {
        const known = grams.get(gram);
        const last = (known?.matters.length ?? 0) - 1;
        if (!known) grams.set(gram, { matters: [matter], counts: [1] });
        else if (known.matters[last] === matter) known.counts[last] = (known.counts[last] ?? 0) + 1;
        else {
          known.matters.push(matter);
          known.counts.push(1);
        }
      }
    }
  }
  return grams;
}

/** What the examples say about a text: a sum for each matter, and the runs of characters that speak for one. */
export interface Heard {
  sums: readonly number[];
  /** The telling runs for a matter, in the order of the text. */
  reasons: (matter: number) => string[];
}

/**
 * @param text in the spelling of `standardOf`
 * @param matters how many there are
 */
export function hear(learned: Learned, text: string, matters: number): Heard {
  const sums = Array<number>(matters).fill(0);
  const found: [string, Gram][] = [];
  for (const gram of learned.size > 0 ? gramsOf(text) : []) {
    const known = learned.get(gram);
    if (known) found.push([gram, known]);
  }
  const otherwise = found.reduce((sum, [, gram]) => sum + gram.otherwise, 0);
  for (const [, gram] of found)
    for (const [at, matter] of gram.matters.entries())
      sums[matter] = (sums[matter] ?? 0) + (gram.weights[at] ?? 0) - gram.otherwise;
  return { sums: sums.map((sum) => sum + otherwise), reasons: (matter) => tellingOf(text, found, matter) };
}

/** Telling grams that touch are one run: what a person reads as the reason. */
function tellingOf(text: string, found: readonly [string, Gram][], matter: number): string[] {
  const telling = Array<boolean>(text.length).fill(false);
  for (const [gram, { matters, weights }] of found) {
    if (gram.length === 1 || (weights[matters.indexOf(matter)] ?? 0) < TELLING) continue;
    const at = text.indexOf(gram);
    telling.fill(true, at, at + gram.length);
  }
  return text
    .split('')
    .map((character, at) => (telling[at] ? character : ' '))
    .join('')
    .split(/ +/)
    .filter((run) => run !== '');
}

/** A text as words and examples are compared: one width, small letters, no spaces, and no words of dialects. */
export const standardOf = (text: string): string =>
  standard(text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ''));

/** Every run of one to three characters within a phrase, each once. */
function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const phrase of text.split(BREAK)) {
    for (let at = 0; at < phrase.length; at += 1)
      for (let length = 1; length <= Math.min(3, phrase.length - at); length += 1)
        grams.add(phrase.slice(at, at + length));
  }
  return grams;
}
