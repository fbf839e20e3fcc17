import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs, SEED } from '../../../tests/support/soak.ts';
import { changedIds, layered } from './layers.ts';

const key = fc.integer({ min: 0, max: 500 }).map((n) => `case-${n}`);
const change = fc.tuple(key, fc.option(fc.integer(), { nil: undefined }));
const batches = fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 40 });

type Version = ReadonlyMap<string, number>;

/** What every reader of a map can see of it, whatever the order. */
const seenIn = (map: ReadonlyMap<string, number>): unknown => {
  const told: [string, number][] = [];
  map.forEach((value, name, whole) => whole === map && told.push([name, value]));
  const all = [...map.entries()];
  expect([...map]).toEqual(all);
  expect(told).toEqual(all);
  expect([...map.keys()]).toEqual(all.map(([name]) => name));
  expect([...map.values()]).toEqual(all.map(([, value]) => value));
  expect(map.size).toBe(all.length);
  expect(all.map(([name]) => [name, map.has(name) ? map.get(name) : undefined])).toEqual(all);
  expect([map.has('nobody'), map.get('nobody')]).toEqual([false, undefined]);
  return all.toSorted(([a], [b]) => (a < b ? -1 : 1));
};

test(`whatever is put and taken away, layers hold what one plain map would (seed ${SEED})`, () => {
  const law = fc.property(
    fc.uniqueArray(key, { minLength: 150, maxLength: 400, size: 'max' }),
    batches,
    (first, then) => {
      const plain = new Map(first.map((name, at) => [name, at]));
      let map: ReadonlyMap<string, number> = new Map(plain);
      for (const batch of then) {
        const [before, asItWas] = [map, seenIn(map)];
        map = layered(map, new Map(batch));
        for (const [name, value] of new Map(batch)) {
          if (value === undefined) plain.delete(name);
          else plain.set(name, value);
        }
        expect(seenIn(map)).toEqual(seenIn(plain));
        expect(seenIn(before), 'the map before is left as it was').toEqual(asItWas);
      }
    },
  );
  fc.assert(law, { numRuns: runs(40), seed: SEED });
});

test('no change is the same map, and who changes keeps the place', () => {
  const map = new Map(Array.from({ length: 1_000 }, (_, n) => [`case-${n}`, n]));
  expect(layered(map, new Map())).toBe(map);
  const next = layered(layered(map, new Map([['case-7', 9]])), new Map([['new', 4]]));
  expect([...next.keys()]).toEqual([...map.keys(), 'new']);
  expect([...next.values()].slice(6, 9)).toEqual([6, 9, 8]);
});

test(`what has changed between two versions is told, however far apart they are (seed ${SEED})`, () => {
  const law = fc.property(
    fc.uniqueArray(key, { minLength: 150, maxLength: 400, size: 'max' }),
    batches,
    fc.tuple(fc.nat(), fc.nat()),
    (first, then, which) => {
      const versions: Version[] = [new Map(first.map((name, at) => [name, at]))];
      for (const batch of then) versions.push(layered(versions.at(-1)!, new Map(batch)));
      // Earlier or later: what is wound back is compared too.
      const [before, after] = which.map((n) => versions[n % versions.length]!) as [Version, Version];
      const all = [...new Set([...before.keys(), ...after.keys()])];
      const changed = all.filter((name) => before.get(name) !== after.get(name));
      expect([...changedIds(before, after)].toSorted()).toEqual(changed.toSorted());
    },
  );
  fc.assert(law, { numRuns: runs(40), seed: SEED });
});
