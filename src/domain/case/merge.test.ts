import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given, idOf } from '../../../tests/support/given.ts';
import { dispatcher, municipal, worker } from '../../../tests/support/world.ts';
import { isRunning, timerOf } from '../timer/timer.ts';

const { report, accept, act, dispatch, sign, merge, unmerge, absorb, release, redo, resolve } = acts;
const accepted = [report(), accept()];

describe('merging', () => {
  test('ends the case here, withdraws its duties, and writes into both logs', () => {
    const { scene, then } = given(...accepted, dispatch(), sign()).when(merge());
    const other = scene.other?.subject;
    const [event] = then('case.merged');
    expect(event?.body).toEqual({ intoId: other?.id, number: other?.number });
    expect(scene.subject).toMatchObject({
      state: 'merged',
      closedAt: scene.now,
      mergedInto: { caseId: other?.id, number: other?.number, from: 'accepted' },
      assignments: [{ state: 'withdrawn', endedAt: scene.now }],
    });
    expect(scene.subject.timers.filter(isRunning)).toEqual([]);
    expect(other?.absorbed).toEqual([
      { caseId: scene.subject.id, number: scene.subject.number, at: scene.now },
    ]);
    expect(other).toMatchObject({ state: 'accepted', closedAt: null });
  });

  test('of two opposite merges the second is refused, and neither case is lost', () => {
    const { scene } = given(...accepted).when(merge());
    const back = scene.other?.ask(dispatcher, { type: 'case.merge', body: { intoId: scene.caseId } });
    expect(back).toEqual({ refused: 'merge-target', details: { number: scene.subject.number } });
    expect(scene.other?.subject.closedAt).toBeNull();
  });

  test('a grave word goes on in the case that took it in, once', () => {
    const grave = (words: string) => after(report({ words }), accept(), merge()).other?.subject.warnings;
    expect(grave('欠薪')?.map((one) => one.reason)).toEqual(['讨薪', '欠薪']);
    expect(grave('讨薪')?.map((one) => one.reason)).toEqual(['讨薪']);
    const own = after(report({ words: '欠薪' }), accept(), merge()).subject.warnings[0];
    expect(own).toMatchObject({ liftReason: 'handled' });
  });

  test('only what stands and is grave goes on; what the other one has dealt with begins again', () => {
    const { raise, liftWarning } = acts;
    const taken = (...more: acts.Act[]) => {
      const { other } = after(report({ words: '欠薪' }), accept(), ...more, merge());
      return other?.subject.warnings.map((one) => [one.reason, one.liftedAt !== null]);
    };
    const own = ['讨薪', false];
    expect(taken(raise())).toEqual([own, ['欠薪', false]]);
    expect(taken(liftWarning())).toEqual([own]);
    expect(taken(liftWarning(), raise())).toEqual([own]);
    const known = after(report({ words: '讨薪' }), accept());
    continued(known.beside(), liftWarning());
    continued(known, merge());
    expect(known.other?.subject.warnings.map((one) => one.liftedAt !== null)).toEqual([true, false]);
  });

  test('is refused into itself and into what nobody knows', () => {
    const scene = after(...accepted);
    scene.other = scene;
    const into = { type: 'case.merge', body: { intoId: scene.caseId } } as const;
    expect(scene.ask(dispatcher, into)).toEqual({ refused: 'merge-self', details: {} });
    given(...accepted)
      .when(act(dispatcher, { type: 'case.merge', body: { intoId: idOf(9) } }))
      .refused('not-found');
  });

  test('a case that has taken another in cannot itself be merged', () => {
    const scene = after(...accepted, absorb());
    const third = after(report());
    scene.other = Object.assign(third, { case: { ...third.subject, id: idOf(77) } });
    expect(scene.ask(dispatcher, { type: 'case.merge', body: { intoId: idOf(77) } })).toEqual({
      refused: 'has-absorbed',
      details: {},
    });
  });

  test.each([
    ['waits for approval', [acts.draft()]],
    ['runs', [acts.draft(), acts.approve()]],
  ])('is refused while an order %s', (_, more) => {
    given(...accepted, ...more)
      .when(merge())
      .refused('order-running');
  });

  test('is possible after an order was declined', () => {
    given(...accepted, acts.draft(), acts.decline())
      .when(merge())
      .then('case.merged');
  });
});

describe('unmerging', () => {
  test('puts the case back where it stood; its clocks go on as if nothing had been', () => {
    const before = after(...accepted, dispatch(), sign());
    const gross = timerOf(before.subject.timers, 'resolve', before.subject.id);
    const scene = continued(before, merge());
    scene.now += 3 * 86_400_000;
    continued(scene, unmerge());
    expect(scene.subject).toMatchObject({ state: 'accepted', closedAt: null, mergedInto: null });
    expect(scene.other?.subject.absorbed).toEqual([]);
    expect(timerOf(scene.subject.timers, 'resolve', scene.subject.id)).toEqual({ ...gross, gen: 2 });
    expect(timerOf(scene.subject.timers, 'dispatch', scene.subject.id)).toMatchObject({
      startAt: scene.now,
      stoppedAt: null,
    });
    expect(scene.subject.timers.filter((timer) => timer.clock === 'resolve')).toHaveLength(1);
  });

  test('a report that nobody had accepted waits for acceptance again, from its first moment', () => {
    const scene = after(report(), merge(), unmerge());
    const running = scene.subject.timers.filter(isRunning);
    expect(running.map((timer) => [timer.clock, timer.startAt])).toEqual([
      ['accept', scene.subject.discoveredAt],
    ]);
    expect(scene.subject.state).toBe('discovered');
  });

  test('what a community had in hand needs no dispatcher', () => {
    const scene = after(...accepted, acts.guide(), merge(), unmerge());
    expect(scene.subject.timers.filter(isRunning).map((timer) => timer.clock)).toEqual(['resolve']);
  });

  test('an earlier leg’s clocks stay as they were', () => {
    const scene = after(...accepted, dispatch(), sign(), resolve(municipal), redo(), merge(), unmerge());
    const legs = scene.subject.timers.filter((timer) => timer.clock === 'resolve');
    expect(legs.map((timer) => [timer.gen, timer.stoppedAt !== null])).toEqual([
      [1, true],
      [3, false],
    ]);
  });

  test('is refused where the case lies in another one', () => {
    given(...accepted, merge())
      .when(act(dispatcher, { type: 'case.unmerge', body: { intoId: idOf(9) } }))
      .refused('not-found');
  });

  test('the one that took it in may be over by then', () => {
    const scene = after(...accepted, absorb(), acts.guide(), resolve(worker));
    continued(scene, acts.confirm(), acts.followUp(), release());
    expect(scene.events.at(-1)?.type).toBe('case.released');
    expect(scene.subject).toMatchObject({ state: 'closed', absorbed: [] });
  });
});
