import { describe, expect, test } from 'vitest';
import { DAY, HOUR, NOW, RULES, seen } from '../../../tests/support/sightings.ts';
import { doubtedBy, recurrenceOf, recurrenceSubsided } from './recurrence.ts';
import type { Sighting } from './sighting.ts';

const rule = RULES.recurrence;
const fresh = seen('fresh', 0);
/** Reported two days before it was resolved, so long ago. */
const resolved = (id: string, ago: number, metres = 0, more: Partial<Sighting> = {}): Sighting =>
  seen(id, ago + 2 * DAY, metres, { resolvedAt: NOW - ago, ...more });
const recurrence = (...earlier: Sighting[]) => recurrenceOf(fresh, [fresh, ...earlier], rule);

describe('a recurrence', () => {
  test('is the same matter at the same place after it was resolved', () => {
    expect(recurrence(resolved('old', 3 * DAY))).toEqual({
      caseId: 'fresh',
      kind: 'recurrence',
      key: 'recurrence:old',
      reason: 'municipal.garbage-overflow',
      evidence: {
        count: 2,
        usual: null,
        windowMin: 43_200,
        radiusM: 150,
        caseIds: ['old', 'fresh'],
      },
    });
    expect(recurrence()).toBeUndefined();
  });

  test.each<[string, Sighting, boolean]>([
    ['150 m away', resolved('old', DAY, 149.9), true],
    ['a little farther', resolved('old', DAY, 150.1), false],
    ['thirty days ago', resolved('old', 30 * DAY), true],
    ['a moment longer ago', resolved('old', 30 * DAY + 1), false],
    ['resolved a moment before the report', resolved('old', 1), true],
    ['resolved in the very moment of the report', resolved('old', 0), false],
    ['resolved after the report', resolved('old', -HOUR), false],
    ['not resolved', seen('old', DAY), false],
    ['of another matter', resolved('old', DAY, 0, { matterCode: 'environment.noise' }), false],
    ['handled with another case', resolved('old', DAY, 0, { merged: true }), false],
    ['closed since', resolved('old', DAY, 0, { closedAt: NOW - HOUR }), true],
  ])('%s: %o', (_, old, recurs) => {
    expect(recurrence(old) !== undefined).toBe(recurs);
  });

  test('is reckoned from the report, not from when it became known what it was about', () => {
    const late = { ...fresh, discoveredAt: NOW - 2 * HOUR };
    expect(recurrenceOf(late, [resolved('old', HOUR)], rule)).toBeUndefined();
  });

  test('is named after the latest of the earlier ones, and counts them all', () => {
    const three = [resolved('b', 2 * DAY), resolved('c', DAY), resolved('a', 3 * DAY)];
    expect(recurrence(...three)).toMatchObject({
      key: 'recurrence:c',
      evidence: { count: 4, caseIds: ['a', 'b', 'c', 'fresh'] },
    });
    const atOnce = [resolved('z', DAY), resolved('y', DAY)];
    for (const order of [atOnce, atOnce.toReversed()]) expect(recurrence(...order)?.key).toBe('recurrence:z');
  });

  test('is none on a case that is over, or is handled with another', () => {
    const old = [resolved('old', DAY)];
    expect(recurrenceOf({ ...fresh, closedAt: NOW }, old, rule)).toBeUndefined();
    expect(recurrenceOf({ ...fresh, merged: true }, old, rule)).toBeUndefined();
  });

  test('needs as many earlier ones as the policy says', () => {
    const twice = { ...rule, least: 2 };
    expect(recurrenceOf(fresh, [resolved('a', DAY)], twice)).toBeUndefined();
    expect(recurrenceOf(fresh, [resolved('a', DAY), resolved('b', DAY)], twice)).toBeDefined();
  });

  test('subsides with the case that it stands on', () => {
    expect(recurrenceSubsided({ closedAt: null })).toBe(false);
    expect(recurrenceSubsided({ closedAt: NOW })).toBe(true);
  });
});

describe('a report speaks against a resolution', () => {
  const doubted = (...earlier: Sighting[]) => doubtedBy(fresh, earlier, RULES.doubt)?.id;

  test('that is not older than a week, at the same place', () => {
    expect(doubted(resolved('old', 7 * DAY))).toBe('old');
    expect(doubted(resolved('old', 7 * DAY + 1))).toBeUndefined();
    expect(doubted(resolved('old', DAY, 149.9))).toBe('old');
    expect(doubted(resolved('old', DAY, 150.1))).toBeUndefined();
    expect(doubted()).toBeUndefined();
  });

  test('the latest one there, once', () => {
    expect(doubted(resolved('b', DAY), resolved('a', 2 * DAY))).toBe('b');
    expect(doubted(resolved('b', DAY, 0, { doubted: true }), resolved('a', 2 * DAY))).toBeUndefined();
  });

  test('also when the report itself is settled by now', () => {
    const settled = { ...fresh, closedAt: NOW };
    expect(doubtedBy(settled, [resolved('old', DAY)], RULES.doubt)?.id).toBe('old');
  });

  test('not when it is handled with another case', () => {
    expect(doubtedBy({ ...fresh, merged: true }, [resolved('old', DAY)], RULES.doubt)).toBeUndefined();
  });
});
