import { readFileSync } from 'node:fs';
import { lexiconOf, type Entry } from '#domain/matter/lexicon.ts';
import { suggestMatters } from '#domain/matter/suggest.ts';
import { examples, lexicon } from '#server/demo/city/matters.ts';

const ROUNDS = 5;
const FOLDS = 5;

/**
 * Matters from words: milliseconds a sentence over the labelled sentences, and beside it in the same run a plain
 * `includes` over the same words, which finds no gaps, weighs nothing and names no reasons.
 */
export async function suggest(): Promise<object> {
  const entries = lexicon();
  const words = lexiconOf(entries, examples());
  const plain = [...entries.values()].flat().map(([word]) => word);
  const sentences = ['tuning', 'held-out', 'fresh'].flatMap((name) => {
    const file = new URL(`../suggestion/${name}.csv`, import.meta.url);
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(line.indexOf(',') + 1));
  });
  const rows: { ours: number; includes: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = timed(() => sentences.forEach((sentence) => suggestMatters(words, sentence)));
    const includes = timed(() =>
      sentences.forEach((sentence) => plain.filter((word) => sentence.includes(word)).length),
    );
    rows.push({ ours: ours / sentences.length, includes: includes / sentences.length });
  }
  const median = (of: 'ours' | 'includes'): number =>
    rows.map((row) => row[of]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const line = { bench: 'suggest', sentences: sentences.length, words: plain.length };
  const [ours, includes] = [median('ours'), median('includes')];
  console.table({ 'suggestMatters, ms a sentence': ours, 'plain includes, ms a sentence': includes });
  const unseen = crossValidated(entries);
  console.table({ 'of examples left out, the share': unseen });
  return { ...line, ms: Number(ours.toFixed(3)), includesMs: Number(includes.toFixed(3)), unseen };
}

/**
 * How often the matter of an example stands first and among the first three, when it is one of the fifth that nothing
 * was learned from. Examples are short and seek unusual words, so this is harder than what residents write.
 */
function crossValidated(entries: ReadonlyMap<string, readonly Entry[]>): { top1: number; top3: number } {
  const all = [...examples()];
  const places = Array.from({ length: FOLDS }, (_, fold) => {
    const part = (keep: (at: number) => boolean): Map<string, string[]> =>
      new Map(all.map(([code, sentences]) => [code, sentences.filter((_one, at) => keep(at))]));
    const words = lexiconOf(
      entries,
      part((at) => at % FOLDS !== fold),
    );
    return [...part((at) => at % FOLDS === fold)].flatMap(([code, sentences]) =>
      sentences.map((sentence) => suggestMatters(words, sentence).findIndex((one) => one.code === code)),
    );
  }).flat();
  const share = (within: (place: number) => boolean): number =>
    Number((places.filter(within).length / places.length).toFixed(3));
  return { top1: share((place) => place === 0), top3: share((place) => place >= 0) };
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
