import { describe, expect, test } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { report } from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { Random } from '../../../server/demo/day/random.ts';
import type { Filter } from './filter.ts';
import { survey } from './survey.ts';

const reported = after(report()).subject;
const textOf = ({ place }: Case): string => place.label;

const FILTERS: Filter[] = [
  {},
  { state: 'discovered' },
  { tier: 'red' },
  { tier: 'running', clock: 'accept' },
  { near: { lat: 22.7, lon: 114.4, radiusM: 4_000 } },
  { area: '440310' },
  { q: '3' },
];

describe('counts', () => {
  test('each count is the length of the list that its filter opens, whatever stands in the queue', () => {
    const seed = String(Math.floor(Math.random() * 1e9));
    const random = new Random(seed);
    const cases = Array.from({ length: 300 }, (_, n): Case => {
      const dueAt = EVENING + random.between(-90, 300) * 60_000;
      return {
        ...reported,
        id: `case-${n}`,
        number: `PS-${n}`,
        state: random.pick(['discovered', 'accepted', 'closed'] as const),
        closedAt: random.chance(0.2) ? EVENING : null,
        place: {
          ...reported.place,
          areaCode: random.pick(['440310003005', '440309001001']),
          lat: random.between(22.6, 22.8),
          lon: random.between(114.3, 114.5),
          label: String(n),
        },
        timers: reported.timers.map((timer) => ({ ...timer, dueAt, amberAt: dueAt - 60_000 })),
      };
    });
    const { counts } = survey(cases, {}, FILTERS, EVENING, textOf, 'due');
    const lengths = FILTERS.map((filter) => survey(cases, filter, [], EVENING, textOf, 'age').lines.length);
    expect({ seed, counts }).toEqual({ seed, counts: lengths });
    expect(lengths.every((length) => length > 0)).toBe(true);
  });
});
