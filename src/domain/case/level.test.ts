import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { continued, Scene } from '../../../tests/support/given.ts';
import type { Actor, Context } from '../context.ts';
import { DEFAULT_POLICY } from '../timer/default-policy.ts';
import type { Policy, Rule } from '../timer/policy.ts';
import { timerOf, type Clock } from '../timer/timer.ts';

const { report, accept, dispatch, reclassify } = acts;
const at = (level: Rule['level'], clock: Clock, amount: number): Rule => {
  return { clock, level, amount, unit: 'minute', amberShare: 0.5 };
};
const MARKET = 'market.stalls';

/** Limits that differ by the level at which the work is done, and a matter that a district's bureau owns. */
class Levels extends Scene {
  override context(actor: Actor): Context {
    const context = super.context(actor);
    const rules = [
      ...DEFAULT_POLICY.rules,
      ...(['accept', 'resolve', 'sign', 'contact', 'confirm'] as const).flatMap((clock) => [
        at('district', clock, 40),
        at('street', clock, 20),
      ]),
    ];
    const policy: Policy = { ...DEFAULT_POLICY, rules };
    const [garbage] = context.world.matters.values();
    if (!garbage) throw new Error('the world has no matters');
    const stalls = { ...garbage, code: MARKET, leadKind: 'market-regulation' };
    const nobodys = { ...garbage, code: 'no.owner', leadKind: 'nobody' };
    const city = { ...garbage, code: 'city.matter', leadKind: 'city-bureau' };
    const [office] = context.world.departments.values();
    if (!office) throw new Error('the world has no departments');
    const bureau = { ...office, id: 'city-bureau', kind: 'city-bureau', areaCode: '4403' };
    const departments = new Map(context.world.departments).set(bureau.id, bureau);
    const matters = new Map([garbage, stalls, nobodys, city].map((one) => [one.code, one]));
    return { ...context, policies: [policy], world: { ...context.world, matters, departments } };
  }
}

const living = (...history: acts.Act[]) => continued(new Levels(), ...history).subject;
const minutes = ({ timers, id }: ReturnType<typeof living>, clock: Clock, subject = id) => {
  const timer = timerOf(timers, clock, subject);
  return timer && (timer.dueAt - timer.startAt) / 60_000;
};

describe('at which level the work is done', () => {
  const grave = (matterCode: string) => living(report({ matterCode }));

  test.each([
    ['municipal.garbage-overflow', 20, 'a street’s office owns it'],
    [MARKET, 40, 'a district’s bureau owns it'],
    ['no.owner', 30, 'nobody owns it here: the general limit'],
    ['city.matter', 30, 'the city is no level of its own'],
  ])('of %s: %i minutes, as %s', (code, limit) => {
    expect(minutes(grave(code), 'accept')).toBe(limit);
  });

  test('is not known before the matter is', () => {
    expect(minutes(living(report()), 'accept')).toBe(30);
  });

  test('of a duty follows from the department that holds it, whoever owns the matter', () => {
    const subject = living(report(), accept(), dispatch('kz-municipal', 'ps-market'));
    const duty = (id: string) => acts.dutyOf(subject, id);
    expect(minutes(subject, 'sign', duty('kz-municipal'))).toBe(20);
    expect(minutes(subject, 'sign', duty('ps-market'))).toBe(40);
    expect(minutes(subject, 'resolve')).toBe(20);
  });

  test('of the resolution follows the matter when that changes, and duties keep their departments’', () => {
    const subject = living(
      ...[report(), accept(), dispatch('kz-municipal', 'ps-market')],
      reclassify({ matterCode: MARKET }),
    );
    const duty = (id: string) => acts.dutyOf(subject, id);
    expect(minutes(subject, 'resolve')).toBe(40);
    expect(minutes(subject, 'contact', duty('kz-municipal'))).toBe(20);
    expect(minutes(subject, 'contact', duty('ps-market'))).toBe(40);
  });
});

/** Where only amber differs, or nothing, a change of urgency says so for each clock. */
class Ambers extends Scene {
  override context(actor: Actor): Context {
    const amber = { clock: 'sign', urgency: 3, amount: 10, unit: 'minute', amberShare: 0.2 } as const;
    const policy = { ...DEFAULT_POLICY, rules: [...DEFAULT_POLICY.rules, amber] };
    return { ...super.context(actor), policies: [policy] };
  }
}

test('a clock is armed again where its deadline or its amber moves, and only there', () => {
  const scene = continued(new Ambers(), report(), accept(), dispatch());
  const sign = () => timerOf(scene.subject.timers, 'sign', acts.dutyOf(scene.subject, 'kz-municipal'));
  const { dueAt, amberAt } = sign() ?? {};
  continued(scene, reclassify({ urgency: 3 }));
  expect(
    scene.events
      .at(-1)
      ?.armed.map((timer) => timer.clock)
      .sort(),
  ).toEqual(['contact', 'sign']);
  expect(sign()?.dueAt).toBe(dueAt);
  expect(sign()?.amberAt).toBeLessThan(amberAt ?? 0);
});
