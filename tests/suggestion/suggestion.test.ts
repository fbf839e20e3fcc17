import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lexiconOf } from '#domain/matter/lexicon.ts';
import { suggestMatters } from '#domain/matter/suggest.ts';
import { lexicon, matters } from '#server/demo/city/matters.ts';

const words = lexiconOf(lexicon());

/** The shares of sentences whose matter stands first, and among the first three. */
function scoreOf(file: string): { n: number; top1: number; top3: number } {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  const places = lines.map((line) => {
    const comma = line.indexOf(',');
    return suggestMatters(words, line.slice(comma + 1)).findIndex((one) => one.code === line.slice(0, comma));
  });
  const share = (within: (place: number) => boolean): number => places.filter(within).length / places.length;
  return { n: places.length, top1: share((place) => place === 0), top3: share((place) => place >= 0) };
}

test('the matter of a sentence that nobody tuned for is suggested first, and nearly always among the first three', () => {
  const [tuning, heldOut] = [scoreOf('tuning.csv'), scoreOf('held-out.csv')];
  console.info(`suggestion: tuning ${JSON.stringify(tuning)}, held out ${JSON.stringify(heldOut)}`);
  expect(heldOut.n).toBeGreaterThanOrEqual(100);
  expect(heldOut.top1).toBeGreaterThanOrEqual(0.8);
  expect(heldOut.top3).toBeGreaterThanOrEqual(0.9);
});

test('every matter has its words, and every word its matter', () => {
  const known = matters().map((one) => one.code);
  expect([...lexicon().keys()].sort()).toEqual(known.toSorted());
});
