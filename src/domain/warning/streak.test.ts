import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, NOW, RULES } from '../../../tests/support/sightings.ts';
import type { Entry } from '../figure/cohort.ts';
import { streakKey, streakOf, streakSubsided } from './streak.ts';

const rule = RULES.streak;
/** A signature that was due so many minutes ago; given so many minutes after that, or not yet. */
const due = (ago: number, signedAfter: number | null = null, more: Partial<Entry> = {}): Entry => {
  const dueAt = NOW - ago * MINUTE;
  return {
    ...{ caseId: `case-${ago}`, subject: `duty-${ago}`, departmentId: 'kz-municipal', matterCode: null },
    ...{ startAt: dueAt - 10 * MINUTE, dueAt, fulfilled: signedAfter !== null },
    stoppedAt: signedAfter === null ? null : dueAt + signedAfter * MINUTE,
    ...more,
  };
};
const duties = (...entries: Entry[]) => ({ departmentId: 'kz-municipal', clock: 'sign' as const, entries });
const five = [due(50, 5), due(40), due(30, 1), due(20), due(10)];

describe('a streak', () => {
  test('is the last five clocks of a kind overdue, whether they ended late or still run', () => {
    expect(streakOf(duties(...five), rule, NOW)).toEqual({
      caseId: 'case-10',
      kind: 'overdue-streak',
      key: 'overdue-streak:kz-municipal:sign',
      reason: 'kz-municipal',
      evidence: {
        count: 5,
        usual: null,
        windowMin: null,
        radiusM: null,
        caseIds: ['case-50', 'case-40', 'case-30', 'case-20', 'case-10'],
      },
    });
    expect(streakOf(duties(...five.slice(1)), rule, NOW)).toBeUndefined();
    expect(streakOf(duties(), rule, NOW)).toBeUndefined();
  });

  test('is as long as it is, in whatever order it is read', () => {
    expect(streakOf(duties(due(60), ...five.toReversed()), rule, NOW)).toMatchObject({
      caseId: 'case-10',
      evidence: { count: 6 },
    });
  });

  test('begins after the last one that was met', () => {
    expect(streakOf(duties(due(60, -5), ...five), rule, NOW)?.evidence.count).toBe(5);
    // Due first, but met while the second of the five was already overdue.
    expect(streakOf(duties(due(-5, -40), ...five), rule, NOW)).toBeUndefined();
    expect(streakOf(duties(...five, due(5, -2)), rule, NOW)).toBeUndefined();
  });

  test('is not touched by what still has time, or was given back in time', () => {
    const open = due(-5);
    const returned = due(-20, -22, { fulfilled: false });
    expect(streakOf(duties(...five, open, returned), rule, NOW)?.evidence.count).toBe(5);
    expect(streakOf(duties(...five.slice(1), open, returned), rule, NOW)).toBeUndefined();
  });

  test('what was given back after its deadline was overdue all the same', () => {
    const back = due(15, 2, { fulfilled: false });
    expect(streakOf(duties(...five.slice(1), back), rule, NOW)?.evidence.count).toBe(5);
  });

  test('names each case once', () => {
    const twice = five.map((one) => ({ ...one, caseId: 'the-same' }));
    expect(streakOf(duties(...twice), rule, NOW)?.evidence).toMatchObject({
      count: 5,
      caseIds: ['the-same'],
    });
  });

  test('does not count what an earlier warning was about', () => {
    const lifted = NOW - 50 * MINUTE;
    expect(streakOf(duties(...five), rule, NOW, lifted)).toBeUndefined();
    expect(streakOf(duties(...five), rule, NOW, lifted - 1)?.evidence.count).toBe(5);
  });

  test('stands on the same case, of two that ran out at once', () => {
    const [last, other] = [due(10, null, { caseId: 'z' }), due(10, null, { caseId: 'y' })];
    for (const two of [
      [last, other],
      [other, last],
    ]) {
      expect(streakOf(duties(...five.slice(0, 3), ...two), rule, NOW)?.caseId).toBe('z');
    }
  });

  test('has a key for each department and clock', () => {
    expect(streakKey({ departmentId: 'a', clock: 'arrive' })).toBe('overdue-streak:a:arrive');
  });
});

describe('a streak ends', () => {
  test('with the first one that is met again', () => {
    expect(streakSubsided(duties(...five), NOW)).toBe(false);
    expect(streakSubsided(duties(...five, due(5, -1)), NOW)).toBe(true);
    expect(streakSubsided(duties(...five, due(5, -1), due(2)), NOW)).toBe(false);
    expect(streakSubsided(duties(...five, due(-HOUR)), NOW)).toBe(false);
  });

  test('when there is nothing left to judge by', () => {
    expect(streakSubsided(duties(), NOW)).toBe(true);
  });
});
