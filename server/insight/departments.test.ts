import { describe, expect, test } from 'vitest';
import type { Span } from '#domain/figure/stage.ts';
import { departmentsOf } from './departments.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2021-08-13T22:00:00+08:00');

/** Runs of the sign clock of one department: so many in time, so many late. */
const runs = (departmentId: string | null, inTime: number, late = 0): Span[] =>
  Array.from({ length: inTime + late }, (_, n): Span => {
    const startAt = NOW - 60 * MINUTE;
    const stoppedAt = startAt + (n < inTime ? 5 : 12) * MINUTE;
    return {
      ...{ caseId: `${departmentId} ${n}`, subject: `${n}`, departmentId, matterCode: null, stage: 'sign' },
      ...{ startAt, amberAt: startAt + 5 * MINUTE, dueAt: startAt + 10 * MINUTE, stoppedAt, fulfilled: true },
      limit: { amount: 10, unit: 'minute' },
      result: n < inTime ? 'in-time' : 'late',
    };
  });

describe('departments side by side', () => {
  test('stand by their rate, and only from thirty decided runs on', () => {
    const table = departmentsOf(
      'sign',
      [...runs('slow', 30, 10), ...runs('fast', 30), ...runs('rare', 29)],
      NOW,
    );
    expect(table.ranked.map(({ departmentId, n, rate }) => [departmentId, n, rate])).toEqual([
      ['fast', 30, 1],
      ['slow', 40, 0.75],
    ]);
    expect(table.few).toEqual([{ departmentId: 'rare', n: 29 }]);
    expect(table.leadersOverlap).toBe(false);
  });

  test('say when the first two cannot be told apart', () => {
    expect(departmentsOf('sign', [...runs('a', 30, 1), ...runs('b', 30)], NOW).leadersOverlap).toBe(true);
  });

  test('below five no count is told, and a single hidden one hides its neighbour', () => {
    const counts = (...sizes: number[]) =>
      departmentsOf(
        'sign',
        sizes.flatMap((size, n) => runs(`d${n}`, size)),
        NOW,
      ).few.map(({ n }) => n);
    expect(counts(9, 8, 4, 3)).toEqual([9, 8, null, null]);
    expect(counts(9, 8, 4)).toEqual([9, null, null]);
    expect(counts(9, 8, 5)).toEqual([9, 8, 5]);
  });

  test('a case that nobody was given is in the whole and in no row', () => {
    const table = departmentsOf('resolve-simple', [...runs(null, 2), ...runs('a', 30)], NOW);
    expect(table.whole.n).toBe(32);
    expect([...table.ranked, ...table.few].map(({ departmentId }) => departmentId)).toEqual(['a']);
  });
});
