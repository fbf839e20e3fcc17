import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Urgency } from '#domain/matter/matter.ts';
import { SORTS } from '#domain/desk/arrangement.ts';
import { EVENING } from '../../../tests/support/given.ts';
import { dueIn, idsOf, lineOf, queueOf, timerAt } from '../../../tests/support/queue.ts';
import { groupsAt, insertLines, ruling, sortLines, type Line } from './queue.ts';

const MINUTE = 60_000;

describe('the queue stands by time to breach', () => {
  test('the first to be due is on top, and what is closed at the end', () => {
    const closed = dueIn(1, { id: 'closed', closedAt: EVENING });
    const clockless = dueIn(0, { id: 'clockless', timers: [] });
    expect(idsOf(queueOf(closed, dueIn(30), clockless, dueIn(-5)))).toEqual([
      'case--5',
      'case-30',
      'clockless',
      'closed',
    ]);
  });

  test('of what is closed the newest is first', () => {
    const closedAt = (minutes: number) => dueIn(minutes, { closedAt: EVENING + minutes * MINUTE });
    expect(idsOf(queueOf(closedAt(1), closedAt(3), dueIn(9), closedAt(2)))).toEqual([
      'case-9',
      'case-3',
      'case-2',
      'case-1',
    ]);
  });

  test('what comes is put where a whole sort would put it', () => {
    const any = fc.array(
      fc.record({
        due: fc.integer({ min: -9, max: 9 }),
        urgency: fc.constantFrom<Urgency>(1, 2, 3),
        closed: fc.boolean(),
      }),
    );
    const linesOf = (
      all: readonly { due: number; urgency: Urgency; closed: boolean }[],
      name: string,
    ): Line[] =>
      all.map(({ due, closed, ...more }, n) =>
        lineOf(dueIn(due, { ...more, number: `${name}-${n}`, closedAt: closed ? EVENING + due : null })),
      );
    fc.assert(
      fc.property(any, any, fc.constantFrom(...SORTS), (some, others, sort) => {
        const [stand, come] = [sortLines(linesOf(some, 'stands'), sort), linesOf(others, 'comes')];
        expect(insertLines(stand, come, sort)).toEqual(sortLines([...stand, ...come], sort));
      }),
    );
  });

  test('it stands by age, urgency or place when asked to, and by time to breach among equals', () => {
    const old = dueIn(50, { id: 'old', discoveredAt: EVENING - 99 * MINUTE });
    const urgent = dueIn(40, { id: 'urgent', urgency: 3 });
    const soon = dueIn(10, { id: 'soon' });
    const idsBy = (sort: 'age' | 'urgency'): string[] =>
      idsOf(sortLines([urgent, soon, old].map(lineOf), sort));
    expect(idsBy('age')).toEqual(['old', 'soon', 'urgent']);
    expect(idsBy('urgency')).toEqual(['urgent', 'soon', 'old']);
  });

  test('a row shows the next clock, or the one that was asked for', () => {
    const two = dueIn(30, {
      timers: [
        timerAt(EVENING + MINUTE, { clock: 'sign' }),
        timerAt(EVENING + 9 * MINUTE, { clock: 'contact' }),
      ],
    });
    expect(ruling(two)?.clock).toBe('sign');
    expect(ruling(two, 'contact')?.clock).toBe('contact');
    expect(ruling(two, 'arrive')).toBeUndefined();
  });

  // 22:00 in Shanghai: two hours are left of the day.
  test.each([
    [-1, 'over'],
    [0, 'ten'],
    [10, 'ten'],
    [11, 'hour'],
    [60, 'hour'],
    [61, 'today'],
    [120, 'today'],
    [121, 'later'],
  ])('due in %i minutes is the group %s', (minutes, group) => {
    expect(groupsAt(EVENING)(lineOf(dueIn(minutes)))).toBe(group);
  });
});
