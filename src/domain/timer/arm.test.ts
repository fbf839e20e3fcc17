import { describe, expect, test } from 'vitest';
import { calendar } from '../../../tests/support/world.ts';
import { arm, extend, type Arming } from './arm.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import type { Unit } from './limit.ts';
import { ruleFor, type Policy } from './policy.ts';
import { deadlineOf } from './reckon.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const START = at('2021-09-30T09:58:00');
const limits: Arming = {
  ...{ policies: [DEFAULT_POLICY], calendar, timers: [] },
  ...{ matterCode: null, level: null, urgency: 1, complexity: 'simple' },
};

test.each<[Unit, number, string]>([
  ['minute', 10, '2021-09-30T10:08:00'],
  ['hour', 24, '2021-10-01T09:58:00'],
  ['day', 2, '2021-10-02T09:58:00'],
  ['workday', 1, '2021-10-08T09:58:00'],
  ['workhour', 8, '2021-10-08T10:58:00'],
  ['today', 1, '2021-10-01T00:00:00'],
])('the units are kept apart: %s', (unit, amount, due) => {
  expect(deadlineOf(calendar, START, { amount, unit })).toEqual({ at: at(due), covered: true });
});

describe('the default limits (domain.md §4)', () => {
  test.each([
    ['accept', {}, '2021-09-30T10:28:00', '2021-09-30T10:18:00'],
    ['dispatch', {}, '2021-10-01T00:00:00', '2021-09-30T20:29:30'],
    ['approve', {}, '2021-09-30T10:08:00', '2021-09-30T10:03:00'],
    ['sign', {}, '2021-09-30T10:08:00', '2021-09-30T10:03:00'],
    ['contact', {}, '2021-09-30T10:28:00', '2021-09-30T10:18:00'],
    ['contact', { urgency: 3 }, '2021-09-30T10:08:00', '2021-09-30T10:03:00'],
    ['arrive', {}, '2021-09-30T10:58:00', '2021-09-30T10:43:00'],
    ['resolve', {}, '2021-10-02T09:58:00', '2021-10-01T21:58:00'],
    ['resolve', { complexity: 'complex' }, '2021-10-27T09:58:00', '2021-10-22T00:22:00'],
    ['confirm', {}, '2021-10-08T09:58:00', '2021-10-06T09:58:00'],
    ['feedback', {}, '2021-10-08T09:58:00', '2021-10-06T09:58:00'],
  ] as const)('%s %j', (clock, more, due, amber) => {
    const timer = arm({ ...limits, ...more }, clock, 'x', START);
    expect(timer).toMatchObject({
      clock,
      subject: 'x',
      gen: 1,
      startAt: START,
      dueAt: at(due),
      amberAt: at(amber),
    });
    expect([timer.amberFiredAt, timer.redFiredAt, timer.stoppedAt]).toEqual([null, null, null]);
  });
});

test('an order says itself when its departments must be on site', () => {
  const timer = arm(limits, 'arrive', 'x', START, { amount: 20, unit: 'minute' });
  expect(timer).toMatchObject({ limit: { amount: 20, unit: 'minute' }, dueAt: START + 20 * 60_000 });
  expect(timer.amberAt).toBe(START + 15 * 60_000);
});

test('a clock that is armed again gets a generation that was never used', () => {
  const first = arm(limits, 'sign', 'x', START);
  const second = arm({ ...limits, timers: [first] }, 'sign', 'x', START);
  expect(second.gen).toBe(2);
  expect(arm({ ...limits, timers: [first, second] }, 'sign', 'x', START).gen).toBe(3);
  expect(arm({ ...limits, timers: [first] }, 'sign', 'y', START).gen).toBe(1);
});

test('an extension keeps the start, adds working days to the deadline and makes both steps due again', () => {
  const timer = {
    ...arm({ ...limits, complexity: 'complex' }, 'resolve', 'x', START),
    amberFiredAt: START + 1,
  };
  const longer = extend(calendar, timer, 3, START + 5);
  expect(longer).toMatchObject({ gen: 2, startAt: START, amberFiredAt: null, redFiredAt: null });
  expect(longer.dueAt).toBe(at('2021-11-01T09:58:00'));
  expect((longer.amberAt - START) / (longer.dueAt - START)).toBeCloseTo(0.8, 6);
});

describe('the most specific line of the policy wins', () => {
  const policy = (rules: Policy['rules']): Policy => ({ ...DEFAULT_POLICY, rules });
  const line = { clock: 'sign', unit: 'minute', amberShare: 0.5 } as const;

  test('urgency before complexity before none, in whatever order they stand', () => {
    const rules = [
      { ...line, amount: 1 },
      { ...line, amount: 4, urgency: 3, complexity: 'complex' } as const,
      { ...line, amount: 3, urgency: 3 } as const,
      { ...line, amount: 2, complexity: 'complex' } as const,
    ];
    for (const given of [rules, rules.toReversed()]) {
      const amount = (urgency: 1 | 3, complexity: 'simple' | 'complex') =>
        ruleFor(policy(given), 'sign', { urgency, complexity, matterCode: null, level: null }).amount;
      expect([amount(1, 'simple'), amount(1, 'complex'), amount(3, 'simple'), amount(3, 'complex')]).toEqual([
        1, 2, 3, 4,
      ]);
    }
  });

  test('a clock without a limit is a mistake of the policy', () => {
    expect(() => ruleFor(policy([]), 'sign', limits)).toThrow('no rule for the sign clock');
  });
});
