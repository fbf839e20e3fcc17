import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given } from '../../../tests/support/given.ts';
import { municipal } from '../../../tests/support/world.ts';
import { isRunning, tierOf, timerOf } from '../timer/timer.ts';

const { report, accept, dispatch, sign, suspend, resume, fireDue, contact } = acts;
const held = [report(), accept(), dispatch()];

/** Clocks of a case that run, and those of them that rest. */
const clocks = (scene: ReturnType<typeof after>) => {
  const running = scene.subject.timers.filter(isRunning);
  const names = (timers: typeof running) => timers.map((timer) => timer.clock).sort();
  return { running: names(running), resting: names(running.filter((timer) => timer.pausedAt !== null)) };
};

describe('suspending', () => {
  test('every clock rests but the one that ends the rest', () => {
    const { scene, then } = given(...held).when(suspend(3));
    const [event] = then('case.suspended');
    // Friday 2021-08-13 at 22:32: three working days later it is Wednesday.
    const until = Date.parse('2021-08-18T22:32:00+08:00');
    expect(event?.body).toMatchObject({ reason: 'awaiting-parts', until });
    expect(scene.subject).toMatchObject({
      state: 'suspended',
      suspensions: [{ reason: 'awaiting-parts', until, endedAt: null }],
    });
    expect(clocks(scene)).toEqual({
      running: ['contact', 'resolve', 'sign', 'suspend'],
      resting: ['contact', 'resolve', 'sign'],
    });
  });

  test('has a cap, and happens as often as the policy allows', () => {
    given(...held)
      .when(suspend(11))
      .refused('suspend-too-long', { days: 10 });
    given(...held)
      .when(suspend(10))
      .then('case.suspended');
    given(...held, suspend(1), resume())
      .when(suspend(1))
      .refused('suspend-used', { times: 1 });
  });

  test('rescues no clock that is overdue already', () => {
    const scene = continued(after(...held), fireDue('sign', 'amber'));
    scene.now =
      (timerOf(scene.subject.timers, 'sign', scene.subject.assignments[0]?.id ?? '')?.dueAt ?? 0) + 1;
    continued(scene, fireDue('sign', 'red'), suspend(3));
    expect(clocks(scene).resting).toEqual(['contact', 'resolve']);
    scene.now += 2 * 86_400_000;
    const timer = timerOf(scene.subject.timers, 'sign', scene.subject.assignments[0]?.id ?? '');
    expect(timer && tierOf(timer, scene.now)).toBe('red');
  });

  test('what is supervised is answered all the same', () => {
    const scene = after(...held, acts.supervise(), suspend(3));
    expect(clocks(scene).resting).not.toContain('supervise');
    expect(clocks(scene).running).toContain('supervise');
  });
});

describe('the end of a rest', () => {
  test('comes by itself, at its moment, and gives every clock its rest', () => {
    const before = after(...held);
    const dueAt = timerOf(before.subject.timers, 'resolve', before.subject.id)?.dueAt ?? 0;
    const scene = continued(before, suspend(1), fireDue('suspend', 'amber'));
    const since = scene.now;
    scene.now = Number(scene.subject.suspensions[0]?.until) + 1;
    continued(scene, fireDue('suspend', 'red'));
    expect(scene.events.at(-1)).toMatchObject({ type: 'case.resumed', body: { early: false } });
    expect(scene.subject).toMatchObject({ state: 'accepted', suspensions: [{ endedAt: scene.now }] });
    expect(clocks(scene)).toEqual({ running: ['contact', 'resolve', 'sign'], resting: [] });
    expect(timerOf(scene.subject.timers, 'resolve', scene.subject.id)).toMatchObject({
      gen: 2,
      dueAt: dueAt + scene.now - since,
      adjustments: [{ kind: 'pause', from: since, to: scene.now }],
    });
  });

  test('may come earlier by hand', () => {
    const [event] = given(...held, suspend(5))
      .when(resume(60))
      .then('case.resumed');
    expect(event?.body).toMatchObject({ early: true });
    expect(event?.armed.map((timer) => timer.clock).sort()).toEqual(['contact', 'resolve', 'sign']);
  });

  test('a signature that is given while the case rests is in time', () => {
    const scene = after(...held, suspend(5), sign(municipal, 3 * 24 * 60));
    const timer = timerOf(scene.subject.timers, 'sign', scene.subject.assignments[0]?.id ?? '');
    expect(timer && tierOf(timer, scene.now)).toBe('met');
    continued(scene, contact(), resume());
    expect(clocks(scene)).toEqual({ running: ['resolve'], resting: [] });
  });
});
