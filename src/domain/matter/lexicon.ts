import { learn, type Learned } from './examples.ts';

/** A word of the catalogue for one matter and how strongly it speaks for it: 1 to 5, or against it: -3. */
export type Entry = readonly [word: string, weight: number];

/** How a word speaks for one matter, by its place in `codes`. */
interface Use {
  matter: number;
  weight: number;
}

/** 词库: the words of all matters, ready to be found in a text. */
export interface Lexicon {
  codes: readonly string[];
  words: ReadonlyMap<string, readonly Use[]>;
  /** 喇叭…吵: the beginning, and what follows within a few characters. */
  spans: ReadonlyMap<string, ReadonlyMap<string, readonly Use[]>>;
  /** Two characters that stand in words of these matters: the smallest evidence. */
  pairs: ReadonlyMap<string, readonly number[]>;
  /** What the examples of each matter taught. */
  learned: Learned;
  /** The longest word or beginning, in characters. */
  longest: number;
}

/** Between the beginning and the end of a word in two parts. */
export const GAP = '…';

/**
 * @param entries the words of each matter, by its code
 * @param examples what residents say about each matter, in whole sentences; without any the words decide alone
 */
export function lexiconOf(
  entries: ReadonlyMap<string, readonly Entry[]>,
  examples: ReadonlyMap<string, readonly string[]> = new Map(),
): Lexicon {
  const codes = [...entries.keys()].sort();
  const words = new Map<string, Use[]>();
  const spans = new Map<string, Map<string, Use[]>>();
  const pairs = new Map<string, Set<number>>();
  let longest = 0;
  for (const [matter, code] of codes.entries()) {
    for (const [word, weight] of entries.get(code) ?? []) {
      const [head = '', tail] = word.split(GAP);
      longest = Math.max(longest, head.length);
      const ends = tail === undefined ? words : within(spans, head, () => new Map<string, Use[]>());
      within(ends, tail ?? head, (): Use[] => []).push({ matter, weight });
      if (weight < 1) continue;
      for (const part of word.split(GAP))
        for (const pair of pairsOf(part)) within(pairs, pair, () => new Set<number>()).add(matter);
    }
  }
  const shared = new Map([...pairs].map(([pair, matters]) => [pair, [...matters]]));
  return { codes, words, spans, pairs: shared, learned: learn(examples, codes), longest };
}

/** Every two neighbouring characters, each once. */
export function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 2 <= text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

function within<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
