import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lexiconOf } from '#domain/matter/lexicon.ts';
import { suggestMatters } from '#domain/matter/suggest.ts';
import { examples, lexicon, matters } from '#server/demo/city/matters.ts';

const words = lexiconOf(lexicon(), examples());

/** The labelled sentences of one list: code and sentence. */
function sentencesOf(file: string): [code: string, sentence: string][] {
  const [, ...lines] = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => [line.slice(0, line.indexOf(',')), line.slice(line.indexOf(',') + 1)]);
}

/** The shares of sentences whose matter stands first, and among the first three. */
function scoreOf(file: string): { n: number; top1: number; top3: number } {
  const places = sentencesOf(file).map(([code, sentence]) =>
    suggestMatters(words, sentence).findIndex((one) => one.code === code),
  );
  const share = (within: (place: number) => boolean): number => places.filter(within).length / places.length;
  return { n: places.length, top1: share((place) => place === 0), top3: share((place) => place >= 0) };
}

test('the matter of a sentence that nobody tuned for is suggested first, and nearly always among the first three', () => {
  const [tuning, heldOut, fresh] = ['tuning.csv', 'held-out.csv', 'fresh.csv'].map(scoreOf);
  console.info(
    `suggestion: tuning ${JSON.stringify(tuning)}, held out ${JSON.stringify(heldOut)}, fresh ${JSON.stringify(fresh)}`,
  );
  for (const unseen of [heldOut, fresh]) {
    expect(unseen?.n).toBeGreaterThanOrEqual(100);
    expect(unseen?.top1).toBeGreaterThanOrEqual(0.85);
    expect(unseen?.top3).toBeGreaterThanOrEqual(0.95);
  }
});

test('every matter has its words and its examples, and nothing else has', () => {
  const known = matters()
    .map((one) => one.code)
    .sort();
  expect([...lexicon().keys()].sort()).toEqual(known);
  expect([...examples().keys()].sort()).toEqual(known);
});

test('no sentence that measures is an example to learn from', () => {
  const taught = new Set([...examples().values()].flat());
  const measuring = ['tuning.csv', 'held-out.csv', 'fresh.csv'].flatMap(sentencesOf);
  expect(measuring.filter(([, sentence]) => taught.has(sentence))).toEqual([]);
});
