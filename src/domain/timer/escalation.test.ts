import { describe, expect, test } from 'vitest';
import { accept, dispatch, fire, fireDue, report, sign } from '../../../tests/support/acts.ts';
import { after, continued } from '../../../tests/support/given.ts';
import { system } from '../../../tests/support/world.ts';
import { chainOf } from './escalation.ts';
import { onDuty, type Duty } from './roster.ts';
import { firingsOf, timerOf } from './timer.ts';

describe('the chain of a clock', () => {
  const rules = [
    { to: 'street', afterShare: 1 },
    { to: 'department-head', afterShare: 0.5 },
    { clock: 'approve', to: 'district-supervisor', afterShare: 0 },
  ] as const;

  test('is the general one in the order of time, at shares of the limit’s own span after the deadline', () => {
    expect(chainOf(rules, 'sign', { startAt: 1_000, dueAt: 2_000 })).toEqual([
      { to: 'department-head', at: 2_500, firedAt: null },
      { to: 'street', at: 3_000, firedAt: null },
    ]);
  });

  test('is the clock’s own where it has one, and never before red', () => {
    expect(chainOf(rules, 'approve', { startAt: 1_000, dueAt: 2_000 })).toEqual([
      { to: 'district-supervisor', at: 2_001, firedAt: null },
    ]);
  });
});

describe('who is on duty', () => {
  const duty = (more: Partial<Duty>): Duty => ({
    ...{ post: 'street', areaCode: null, departmentId: null, personId: 'p', from: 100, until: 200 },
    ...more,
  });
  const where = { areaCode: '440310003005', departmentId: 'kz-municipal' };

  test.each<[string, Partial<Duty>, number, boolean]>([
    ['from the first moment', {}, 100, true],
    ['not before', {}, 99, false],
    ['until the last moment', {}, 199, true],
    ['not after', {}, 200, false],
    ['for the area that holds the place', { areaCode: '440310003' }, 150, true],
    ['not for another area', { areaCode: '440303' }, 150, false],
    ['for the own department', { departmentId: 'kz-municipal' }, 150, true],
    ['not for another department', { departmentId: 'ps-market' }, 150, false],
    ['not on another post', { post: 'handler' }, 150, false],
  ])('%s', (_, more, at, is) => {
    expect(onDuty([duty(more)], 'street', where, at)).toEqual(is ? ['p'] : []);
  });

  test('everybody once, in one order', () => {
    const roster = [duty({ personId: 'b' }), duty({ personId: 'a' }), duty({ personId: 'b', from: 50 })];
    expect(onDuty(roster, 'street', where, 150)).toEqual(['a', 'b']);
  });
});

describe('an overdue clock', () => {
  const overdue = () =>
    after(report(), accept(), dispatch(), fireDue('sign', 'amber'), fireDue('sign', 'red'));

  test('is told to those on duty, one post after the other, each once', () => {
    const scene = continued(
      overdue(),
      fireDue('sign', 'escalate-0'),
      fireDue('sign', 'escalate-1'),
      fireDue('sign', 'escalate-2'),
    );
    expect(scene.events.slice(-3).map((event) => event.body)).toMatchObject([
      { clock: 'sign', step: 0, to: 'department-head', told: ['person-head'] },
      { clock: 'sign', step: 1, to: 'street', told: ['person-street'] },
      { clock: 'sign', step: 2, to: 'district-supervisor', told: [] },
    ]);
    const sign = scene.subject.assignments[0]?.id ?? '';
    expect(
      firingsOf(scene.subject.timers).filter((one) => one.subject === sign && one.clock === 'sign'),
    ).toEqual([]);
  });

  test('is told to nobody before it is overdue, twice, or on a step that the chain does not have', () => {
    const before = after(report(), accept(), dispatch());
    const subject = before.subject.assignments[0]?.id ?? '';
    const firing = { clock: 'sign', subject, gen: 1, step: 'escalate-0', fireAt: 0 } as const;
    expect(before.ask(system, fire(firing))).toEqual([]);
    const scene = continued(overdue(), fireDue('sign', 'escalate-0'));
    expect(scene.ask(system, fire(firing))).toEqual([]);
    expect(scene.ask(system, fire({ ...firing, step: 'escalate-9' }))).toEqual([]);
    expect(scene.ask(system, fire({ ...firing, step: 'escalate-1' }))).toHaveLength(1);
  });

  test('is told to nobody any more once it has stopped', () => {
    const scene = continued(overdue(), sign());
    const timer = timerOf(scene.subject.timers, 'sign', scene.subject.assignments[0]?.id ?? '');
    expect(timer?.stoppedAt).toBe(scene.now);
    expect(firingsOf(timer ? [timer] : [])).toEqual([]);
  });
});
