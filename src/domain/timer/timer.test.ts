import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  firingKey,
  firingsOf,
  nextTimer,
  nextTurn,
  stepSchema,
  tierOf,
  timerOf,
  type Timer,
} from './timer.ts';

const timer = (more: Partial<Timer> = {}): Timer => ({
  ...{ clock: 'sign', subject: 'a', gen: 1, startAt: 0, amberAt: 50, dueAt: 100 },
  ...{ limit: { amount: 100, unit: 'minute' }, amberFiredAt: null, redFiredAt: null, stoppedAt: null },
  ...{ policyVersion: 1, amberShare: 0.5, adjustments: [], covered: true, pausedAt: null, escalations: [] },
  ...more,
});

test.each([
  [{}, 49, 'running'],
  [{}, 50, 'amber'],
  [{}, 100, 'amber'],
  [{}, 101, 'red'],
  [{ stoppedAt: 100 }, 500, 'met'],
  [{ stoppedAt: 101 }, 500, 'late'],
  [{ stoppedAt: 101, redFiredAt: 100 }, 500, 'late'],
  // The system was down at the deadline, and what it announces late counts from then on.
  [{ stoppedAt: 60_102, redFiredAt: 60_102 }, 70_000, 'met'],
  [{ stoppedAt: 60_103, redFiredAt: 60_102 }, 70_000, 'late'],
  // A minute is what a firing may take.
  [{ stoppedAt: 60_101, redFiredAt: 60_101 }, 70_000, 'late'],
  [{ redFiredAt: 60_102 }, 60_102, 'red'],
] as const)('a timer %j at %i is %s', (more, now, tier) => {
  expect(tierOf(timer(more), now)).toBe(tier);
});

test.each([
  [49, 50],
  [50, 101],
  [100, 101],
  [101, Infinity],
])('at %i a timer stays in its tier until %i, and no longer', (now, until) => {
  const one = timer();
  expect(nextTurn([one, timer({ dueAt: 10, amberAt: 5, stoppedAt: 7 })], now)).toBe(until);
  for (let at = now; at < Math.min(until, 200); at += 1) expect(tierOf(one, at)).toBe(tierOf(one, now));
  if (until < Infinity) expect(tierOf(one, until)).not.toBe(tierOf(one, now));
});

describe('the firings that a case waits for', () => {
  const steps = (more: Partial<Timer>) => firingsOf([timer(more)]).map((one) => [one.step, one.fireAt]);

  test.each([
    [
      {},
      [
        ['amber', 50],
        ['red', 101],
      ],
    ],
    [{ amberFiredAt: 51 }, [['red', 101]]],
    [{ redFiredAt: 101 }, []],
    [{ amberFiredAt: 51, redFiredAt: 101 }, []],
    [{ amberAt: 100 }, [['red', 101]]],
    [{ stoppedAt: 10 }, []],
  ] as const)('of %j are %j', (more, expected) => {
    expect(steps(more)).toEqual(expected);
  });

  test('are none while it rests, and the posts that were not yet told once it is red', () => {
    expect(steps({ pausedAt: 10 })).toEqual([]);
    const escalations = [
      { to: 'street', at: 150, firedAt: 150 },
      { to: 'handler', at: 200, firedAt: null },
    ] as const;
    expect(steps({ redFiredAt: 101, escalations: [...escalations] })).toEqual([['escalate-1', 200]]);
  });

  test('have a key that says clock, subject, generation and step', () => {
    expect(firingsOf([timer({ gen: 3 })]).map(firingKey)).toEqual(['sign:a:3:amber', 'sign:a:3:red']);
  });
});

test('the next timer is the running one that breaches first', () => {
  const late = timer({ clock: 'contact', dueAt: 300 });
  expect(nextTimer([late, timer({ stoppedAt: 5 }), timer({ clock: 'arrive', dueAt: 200 })])?.clock).toBe(
    'arrive',
  );
  expect(nextTimer([timer({ stoppedAt: 5 })])).toBeUndefined();
  expect(nextTimer([timer({ dueAt: 200 }), late])?.clock).toBe('sign');
  expect(nextTimer([timer({ pausedAt: 5 }), late])?.clock).toBe('contact');
  expect(nextTimer([timer({ pausedAt: 5 })])).toBeUndefined();
});

test('of a clock that was armed again the newest generation is meant', () => {
  const both = [timer({ stoppedAt: 5 }), timer({ gen: 2 })];
  expect(timerOf(both, 'sign', 'a')?.gen).toBe(2);
  expect(timerOf(both, 'sign', 'b')).toBeUndefined();
});

test.each([
  ['amber', true],
  ['red', true],
  ['escalate-0', true],
  ['escalate-10', false],
  ['escalate-', false],
  ['very red', false],
  ['reddish', false],
  ['', false],
  [null, false],
  [['red'], false],
])('%j is a step: %s', (value, is) => {
  expect(v.is(stepSchema, value)).toBe(is);
});
