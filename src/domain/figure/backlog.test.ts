import { describe, expect, test } from 'vitest';
import {
  accept,
  dispatch,
  redo,
  reject,
  report,
  resolve,
  settle,
  sign,
} from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { ageOf, isUnresolved, runningAt, standingOf } from './backlog.ts';

const MINUTE = 60_000;
const held = [report(), accept(), dispatch()];

describe('the backlog', () => {
  test('holds what was reported and is neither resolved nor rejected, as it stood at the moment', () => {
    const unresolved = (scene: ReturnType<typeof after>, at = scene.now) => isUnresolved(scene.subject, at);
    expect(unresolved(after(report()))).toBe(true);
    expect(unresolved(after(report()), EVENING - 1)).toBe(false);
    expect(unresolved(after(report(), reject()))).toBe(false);
    expect(unresolved(after(settle()))).toBe(false);
    const done = after(...held, sign(), resolve());
    expect([unresolved(done), unresolved(done, done.now - 1)]).toEqual([false, true]);
    expect(unresolved(after(...held, sign(), resolve(), redo()))).toBe(true);
  });

  test.each([
    [0, 'today'],
    [1, '1-2'],
    [2, '1-2'],
    [3, '3-5'],
    [5, '3-5'],
    [6, '6-15'],
    [15, '6-15'],
    [16, '16-30'],
    [30, '16-30'],
    [31, '31+'],
    [900, '31+'],
  ] as const)('%i days after its day a case is %s', (days, age) => {
    expect(ageOf(after(report()).subject, EVENING + days * DAY_MS)).toBe(age);
  });

  test('the day turns at midnight, however late it was reported', () => {
    const { subject } = after(report());
    expect(ageOf(subject, EVENING + 2 * 3_600_000 - 1)).toBe('today');
    expect(ageOf(subject, EVENING + 2 * 3_600_000)).toBe('1-2');
  });

  test('neither a reassignment nor a redo makes a case younger', () => {
    const { subject } = after(...held, sign(), resolve(), redo());
    expect(ageOf(subject, EVENING + 9 * DAY_MS)).toBe('6-15');
  });
});

test('a case stands as the worst of the clocks that ran at the moment', () => {
  const { subject } = after(...held, sign(undefined, 12));
  const at = (minutes: number) => standingOf(subject, EVENING + minutes * MINUTE);
  // Dispatched at minute 31: the sign clock is amber from 36 and red from 41, and was stopped at 43.
  expect([31, 36, 42, 43, 51].map(at)).toEqual(['running', 'amber', 'red', 'running', 'amber']);
  expect(runningAt(subject, EVENING).map((timer) => timer.clock)).toEqual(['accept']);
  expect(runningAt(subject, EVENING - 1)).toEqual([]);
  expect(runningAt(subject, EVENING + 42 * MINUTE).map((timer) => timer.clock)).toEqual([
    'resolve',
    'sign',
    'contact',
  ]);
});
