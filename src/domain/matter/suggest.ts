import type { Matter } from './matter.ts';

/** A matter of the catalogue that the words of an appeal point to, and the words that do. */
export interface MatterSuggestion {
  matter: Matter;
  /** Sum of the weights of the words found. */
  score: number;
  /** The words found, the weightiest first: why it is suggested, in words that anybody can check. */
  words: string[];
}

/** One strong word, or several weak ones; below that the catalogue has nothing to say. */
export const ENOUGH = 4;

/**
 * The matters whose words stand in `text`, best first. The catalogue's own words and weights decide and nothing
 * else, so that the person at the desk sees why; a suggestion is never an act.
 */
export function suggestMatters(matters: Iterable<Matter>, text: string, limit = 3): MatterSuggestion[] {
  const found: MatterSuggestion[] = [];
  for (const matter of matters) {
    const hits = matter.words.filter(([word]) => text.includes(word)).sort((a, b) => b[1] - a[1]);
    const score = hits.reduce((sum, [, weight]) => sum + weight, 0);
    if (score >= ENOUGH) found.push({ matter, score, words: hits.map(([word]) => word) });
  }
  return found
    .sort((a, b) => b.score - a.score || a.matter.code.localeCompare(b.matter.code))
    .slice(0, limit);
}
