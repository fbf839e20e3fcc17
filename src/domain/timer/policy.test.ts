import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../../tests/support/world.ts';
import { preview } from './alteration.ts';
import { arm } from './arm.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { POLICY } from './policy-schema.ts';
import { policyAt, ruleFor, type Class, type Policy } from './policy.ts';

const plain: Class = { matterCode: null, urgency: 1, level: null, complexity: 'simple' };
const line = { clock: 'sign', unit: 'minute', amberShare: 0.5 } as const;
const withRules = (...rules: Policy['rules']): Policy => ({ ...DEFAULT_POLICY, version: 2, rules });

describe('the most specific line wins: matter, urgency, level, complexity, in this order', () => {
  const rules: Policy['rules'] = [
    { ...line, amount: 1 },
    { ...line, amount: 2, complexity: 'complex' },
    { ...line, amount: 3, level: 'street' },
    { ...line, amount: 4, level: 'street', complexity: 'complex' },
    { ...line, amount: 5, urgency: 3 },
    { ...line, amount: 6, urgency: 3, level: 'street' },
    { ...line, amount: 7, matterCode: 'labour.unpaid-wages' },
    { ...line, amount: 8, matterCode: 'labour.unpaid-wages', urgency: 3 },
  ];

  test.each<[Partial<Class>, number]>([
    [{}, 1],
    [{ complexity: 'complex' }, 2],
    [{ level: 'street' }, 3],
    [{ level: 'district' }, 1],
    [{ level: 'street', complexity: 'complex' }, 4],
    [{ urgency: 2 }, 1],
    [{ urgency: 3, complexity: 'complex' }, 5],
    [{ urgency: 3, level: 'district' }, 5],
    [{ urgency: 3, level: 'street', complexity: 'complex' }, 6],
    [{ matterCode: 'labour.unpaid-wages', urgency: 2, level: 'street', complexity: 'complex' }, 7],
    [{ matterCode: 'labour.unpaid-wages', urgency: 3, level: 'street' }, 8],
    [{ matterCode: 'municipal.garbage-overflow', level: 'street' }, 3],
  ])('%j has %i minutes', (of, amount) => {
    for (const given of [rules, rules.toReversed()]) {
      expect(ruleFor(withRules(...given), 'sign', { ...plain, ...of }).amount).toBe(amount);
    }
  });
});

describe('versions are dated', () => {
  const [first, second, third] = [1, 2, 3].map((version) => ({
    ...DEFAULT_POLICY,
    version,
    effectiveFrom: version * 100,
  })) as [Policy, Policy, Policy];

  test.each([
    [0, 1],
    [100, 1],
    [199, 1],
    [200, 2],
    [299, 2],
    [300, 3],
    [9999, 3],
  ])('at %i version %i is in force', (at, version) => {
    expect(policyAt([third, first, second], at).version).toBe(version);
  });

  test('of two for the same day the later one counts', () => {
    expect(policyAt([{ ...second, effectiveFrom: 100 }, first], 150).version).toBe(2);
    expect(policyAt([first, { ...second, effectiveFrom: 100 }], 150).version).toBe(2);
  });

  test('without any there is nothing to go by', () => {
    expect(() => policyAt([], 0)).toThrow('there is no policy at all');
  });
});

describe('what a change would alter', () => {
  const rules = DEFAULT_POLICY.rules.map((rule) => (rule.clock === 'sign' ? { ...rule, amount: 8 } : rule));
  const proposed = withRules(...rules, { ...line, amount: 5, matterCode: 'labour.unpaid-wages' });

  test('is listed for each class that it concerns, before and after', () => {
    const { alterations } = preview(DEFAULT_POLICY, proposed, calendar, []);
    expect(new Set(alterations.map((one) => one.clock))).toEqual(new Set(['sign']));
    expect(alterations).toContainEqual({
      ...{ clock: 'sign', ...plain },
      before: { amount: 10, unit: 'minute', amberShare: 0.5 },
      after: { amount: 8, unit: 'minute', amberShare: 0.5 },
    });
    const wages = alterations.filter((one) => one.matterCode === 'labour.unpaid-wages');
    expect(wages.map((one) => one.after.amount)).toEqual(Array(6).fill(5));
    expect(preview(DEFAULT_POLICY, DEFAULT_POLICY, calendar, []).alterations).toEqual([]);
  });

  test('names how many open timers would have another deadline; they keep theirs', () => {
    const arming = { ...plain, policies: [DEFAULT_POLICY], calendar, timers: [] };
    const samples = (['sign', 'contact', 'sign'] as const).map((clock) => {
      return { ...plain, timer: arm(arming, clock, 'x', 1_000) };
    });
    expect(preview(DEFAULT_POLICY, proposed, calendar, samples)).toMatchObject({
      sampled: 3,
      otherDeadline: 2,
    });
  });
});

describe('a table of limits is read', () => {
  const read = (change: object) => v.safeParse(POLICY, { ...DEFAULT_POLICY, ...change }).success;
  const without = (clock: string) => DEFAULT_POLICY.rules.filter((rule) => rule.clock !== clock);
  const resolve = { clock: 'resolve', amount: 2, unit: 'day', amberShare: 0.5 } as const;

  test('as the project ships it', () => {
    expect(v.parse(POLICY, DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  });

  test.each<[string, object]>([
    ['no line for a clock', { rules: without('sign') }],
    ['a line only for one urgency', { rules: [...without('sign'), { ...line, amount: 3, urgency: 3 }] }],
    ['a line only for one level', { rules: [...without('sign'), { ...line, amount: 3, level: 'street' }] }],
    ['a line only for one matter', { rules: [...without('sign'), { ...line, amount: 3, matterCode: 'x' }] }],
    [
      'a line only for what is complex',
      { rules: [...without('resolve'), { ...resolve, complexity: 'complex' }] },
    ],
    ['no time at all', { rules: [...without('sign'), { ...line, amount: 0 }] }],
    ['half a minute', { rules: [...without('sign'), { ...line, amount: 0.5 }] }],
    ['an unknown unit', { rules: [...without('sign'), { ...line, amount: 1, unit: 'week' }] }],
    ['amber after the end', { rules: [...without('sign'), { ...line, amount: 1, amberShare: 1.1 }] }],
    ['a share above one', { followup: { share: 2, quickMin: 1, lastShare: 0 } }],
    ['a version before the first', { version: 0 }],
    ['a measure without its answer’s limit', { supervision: { urge: { amount: 1, unit: 'day' } } }],
    ['a post that does not exist', { escalations: [{ to: 'mayor', afterShare: 1 }] }],
    ['something else besides', { colour: 'red' }],
  ])('and refused with %s', (_, change) => {
    expect(read(change)).toBe(false);
  });

  describe('what a warning is raised on', () => {
    const { warnings } = DEFAULT_POLICY;
    const { surge, cluster, recurrence, streak, doubt } = warnings;
    const withCluster = (...windows: object[]) => ({ cluster: { ...cluster, windows } });

    test.each<[string, object]>([
      ['five minutes', { surge: { ...surge, windowMin: 5 } }],
      ['a whole day', { surge: { ...surge, windowMin: 1440 } }],
      ['two of a kind', { surge: { ...surge, least: 2 }, streak: { ...streak, least: 2 } }],
      ['one day of history', { surge: { ...surge, historyDays: 1 } }],
      ['a chance of a tenth', { surge: { ...surge, chance: 0.1 } }],
      ['a chance of one in a billion', { surge: { ...surge, chance: 1e-9 } }],
      ['five kilometres, a quarter of a year', { recurrence: { radiusM: 5_000, withinDays: 92, least: 1 } }],
      ['an hour', withCluster({ hours: 1, least: 2 })],
      ['a month', withCluster({ hours: 744, least: 2 })],
      ['three windows', withCluster(...[1, 2, 3].map((hours) => ({ hours, least: 2 })))],
      ['no clocks at all', { streak: { ...streak, clocks: [] } }],
    ])('may be %s', (_, change) => {
      expect(read({ warnings: { ...warnings, ...change } })).toBe(true);
    });

    test.each<[string, object]>([
      ['less than five minutes', { surge: { ...surge, windowMin: 4 } }],
      ['more than a day', { surge: { ...surge, windowMin: 1441 } }],
      ['half a minute more', { surge: { ...surge, windowMin: 60.5 } }],
      ['a single case', { surge: { ...surge, least: 1 } }],
      ['a single delay', { streak: { ...streak, least: 1 } }],
      ['a single one in a circle', withCluster({ hours: 24, least: 1 })],
      ['half a case', { streak: { ...streak, least: 2.5 } }],
      ['no history', { surge: { ...surge, historyDays: 0 } }],
      ['half a day of history', { surge: { ...surge, historyDays: 1.5 } }],
      ['more than a quarter', { doubt: { ...doubt, withinDays: 93 } }],
      ['more than a chance of a tenth', { surge: { ...surge, chance: 0.11 } }],
      ['no chance', { surge: { ...surge, chance: 0 } }],
      ['no distance', { doubt: { ...doubt, radiusM: 0 } }],
      ['half a metre', { doubt: { ...doubt, radiusM: 1.5 } }],
      ['more than five kilometres', { cluster: { ...cluster, radiusM: 5_001 } }],
      ['no earlier one', { recurrence: { ...recurrence, least: 0 } }],
      ['half an earlier one', { recurrence: { ...recurrence, least: 1.5 } }],
      ['no window', withCluster()],
      ['four windows', withCluster(...[1, 2, 3, 4].map((hours) => ({ hours, least: 2 })))],
      ['no hour', withCluster({ hours: 0, least: 5 })],
      ['half an hour more', withCluster({ hours: 1.5, least: 5 })],
      ['more than a month', withCluster({ hours: 745, least: 5 })],
      ['an unknown clock', { streak: { ...streak, clocks: ['lunch'] } }],
      ['people', { ...warnings, complainants: { least: 3 } }],
    ])('and not %s', (_, change) => {
      expect(read({ warnings: { ...warnings, ...change } })).toBe(false);
    });
  });

  test('one line for each complexity is enough', () => {
    const both = [
      { ...resolve, complexity: 'simple' },
      { ...resolve, complexity: 'complex' },
    ];
    expect(read({ rules: [...without('resolve'), ...both] })).toBe(true);
  });
});
