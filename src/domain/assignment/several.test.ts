import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given } from '../../../tests/support/given.ts';
import { market, stability, system } from '../../../tests/support/world.ts';

const { report, accept, dispatch, draft, approve, sign, fire, act } = acts;
const accepted = [report(), accept()];

describe('of several duties', () => {
  const both = [...accepted, dispatch('kz-municipal', 'ps-market')];
  const statesOf = (...more: acts.Act[]) =>
    after(...both, ...more).subject.assignments.map((one) => one.state);

  test.each<[string, acts.Act[], string[]]>([
    ['a signature', [sign(market)], ['dispatched', 'signed']],
    ['a first contact', [sign(market), acts.contact(market)], ['dispatched', 'contacted']],
    ['an arrival', [sign(market), acts.arrive(market)], ['dispatched', 'on-site']],
    [
      'a call by who is not there himself',
      [sign(), acts.arrive(), sign(market), acts.contact(market)],
      ['on-site', 'contacted'],
    ],
    [
      'a call from the place',
      [sign(market), acts.arrive(market), acts.contact(market)],
      ['dispatched', 'on-site'],
    ],
    [
      'a resolution leaves what was given back',
      [acts.giveBack(market), sign(), acts.resolve()],
      ['done', 'returned'],
    ],
    [
      'a withdrawal leaves what is done',
      [sign(market), acts.finish(market), acts.withdraw()],
      ['withdrawn', 'done'],
    ],
  ])('%s', (_, more, expected) => {
    expect(statesOf(...more)).toEqual(expected);
  });

  test('a part that was finished keeps its own end when the case is resolved', () => {
    const scene = after(...both, sign(market), acts.finish(market));
    const finishedAt = scene.now;
    continued(scene, sign(), acts.resolve());
    expect(scene.subject.assignments.map((one) => one.doneAt)).toEqual([scene.now, finishedAt]);
  });

  test('the overdue one is urged, whichever was given first', () => {
    const scene = after(...accepted, draft('kz-enforcement', 'ps-market'), approve());
    const late = acts.dutyOf(scene.subject, 'ps-market');
    const firing = { clock: 'sign', subject: late, gen: 1, step: 'red', fireAt: scene.now } as const;
    continued(scene, act(system, fire(firing)));
    expect(scene.subject.supervisions).toMatchObject([{ target: 'assignment', targetId: late }]);
  });

  test('a plain dispatch beside an order is not urged by the clockwork', () => {
    const scene = after(...accepted, dispatch('ps-market'), draft('kz-enforcement'), approve());
    const firing = { clock: 'sign', gen: 1, step: 'red', fireAt: scene.now } as const;
    const subject = acts.dutyOf(scene.subject, 'ps-market');
    expect(scene.ask(system, fire({ ...firing, subject }))).toMatchObject([{ type: 'timer.breached' }]);
  });

  test('the head of the department whose clock it is hears of it', () => {
    const scene = after(...both);
    const told = (id: string) => {
      const subject = acts.dutyOf(scene.subject, id);
      const firing = { clock: 'sign', subject, gen: 1, fireAt: scene.now } as const;
      continued(scene, act(system, fire({ ...firing, step: 'red' })));
      return scene.ask(system, fire({ ...firing, step: 'escalate-0' }));
    };
    expect(told('ps-market')).toMatchObject([{ body: { to: 'department-head', told: [] } }]);
    expect(told('kz-municipal')).toMatchObject([{ body: { told: ['person-head'] } }]);
  });

  test('whoever leads keeps a supervisor from deciding who does, however often others gave it back', () => {
    given(
      ...accepted,
      dispatch('kz-municipal', 'ps-market', 'kz-stability'),
      acts.giveBack(market),
      acts.giveBack(stability),
    )
      .when(acts.arbitrate('kz-enforcement'))
      .refused('already-dispatched');
  });
});
