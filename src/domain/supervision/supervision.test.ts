import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given, idOf } from '../../../tests/support/given.ts';
import { dispatcher, enforcement, market, municipal, system, worker } from '../../../tests/support/world.ts';
import { timerOf } from '../timer/timer.ts';
import { MEASURES, nextMeasure, type Measure } from './supervision.ts';

const { report, accept, dispatch, supervise, answer, liftSupervision, fireDue, draft, approve } = acts;
const held = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-enforcement', 'ps-market'), approve()];
const duty = (department: string) => (subject: Parameters<typeof acts.dutyOf>[0]) =>
  ({ target: 'assignment', targetId: acts.dutyOf(subject, department) }) as const;
const order = (subject: Parameters<typeof acts.dutyOf>[0]) =>
  ({ target: 'order', targetId: subject.orders[0]?.id ?? '' }) as const;

/** Friday 22:32: how long each measure may wait for its answer. */
test.each<[Measure, string]>([
  ['urge', '2021-08-16T11:00:00'],
  ['yellow', '2021-08-16T22:32:00'],
  ['red', '2021-08-17T22:32:00'],
  ['circular', '2021-08-18T22:32:00'],
])('%s has its own clock', (measure, due) => {
  const { scene, then } = given(...held).when(supervise(measure));
  const [event] = then('supervision.opened');
  expect(event?.body).toMatchObject({ measure, target: 'case', targetId: scene.subject.id, reason: 'slow' });
  expect(event?.armed).toMatchObject([{ clock: 'supervise', dueAt: Date.parse(`${due}+08:00`) }]);
  expect(scene.subject.supervisions).toMatchObject([
    { measure, openedById: 'person-supervisor', answeredAt: null },
  ]);
});

test('the measures follow on each other, and the last one stays', () => {
  expect(MEASURES.map(nextMeasure)).toEqual(['yellow', 'red', 'circular', 'circular']);
});

describe('opening', () => {
  test('is about the case, the duty of a department that holds it, or an order', () => {
    given(...ordered)
      .when(supervise('urge', duty('ps-market')))
      .then('supervision.opened');
    given(...ordered)
      .when(supervise('urge', order))
      .then('supervision.opened');
    given(...held, acts.giveBack())
      .when(supervise('urge', duty('kz-municipal')))
      .refused('not-found');
    for (const target of ['case', 'assignment', 'order'] as const) {
      given(...ordered)
        .when(supervise('urge', () => ({ target, targetId: idOf(9) })))
        .refused('not-found');
    }
  });

  test('happens once for the same measure on the same thing while it waits', () => {
    given(...held, supervise())
      .when(supervise())
      .refused('already-supervised');
    given(...held, supervise())
      .when(supervise('yellow'))
      .then('supervision.opened');
    given(...held, supervise())
      .when(supervise('urge', duty('kz-municipal')))
      .then('supervision.opened');
    given(...held, supervise(), answer())
      .when(supervise())
      .then('supervision.opened');
  });
});

describe('the answer', () => {
  test('stops the clock; so does lifting', () => {
    for (const act of [answer(), liftSupervision()]) {
      const scene = after(...held, supervise(), act);
      const timer = timerOf(scene.subject.timers, 'supervise', scene.subject.supervisions[0]?.id ?? '');
      expect(timer?.stoppedAt).toBe(scene.now);
      given(...held, supervise(), act)
        .when(answer())
        .refused('supervision-ended');
      given(...held, supervise(), act)
        .when(liftSupervision())
        .refused('supervision-ended');
    }
    given(...held)
      .when(answer())
      .refused('not-found');
  });

  test('comes from the department whose duty it is, or from the office for a case or an order', () => {
    const own = [...ordered, supervise('urge', duty('ps-market'))];
    given(...own)
      .when(answer(enforcement))
      .refused('not-found');
    given(...own)
      .when(answer(worker))
      .refused('not-found');
    given(...own)
      .when(answer(market))
      .then('supervision.answered');
    const all = [...ordered, supervise('urge', order)];
    given(...all)
      .when(answer(enforcement))
      .then('supervision.answered');
    given(...all)
      .when(answer(dispatcher))
      .then('supervision.answered');
    given(...all)
      .when(answer(municipal))
      .refused('not-found');
    given(...held, supervise())
      .when(answer(municipal))
      .then('supervision.answered');
    given(...held, supervise())
      .when(answer(market))
      .refused('not-found');
  });
});

describe('every order is supervised from its source', () => {
  const overdue = () => {
    const scene = after(...ordered, acts.sign(enforcement));
    return continued(scene, fireDue('sign', 'amber'), fireDue('sign', 'red'));
  };

  test('who lets the sign clock run out is urged in the same moment', () => {
    const scene = overdue();
    expect(scene.events.slice(-2)).toMatchObject([
      { type: 'timer.breached' },
      { type: 'supervision.opened', body: { measure: 'urge', target: 'assignment', reason: 'overdue' } },
    ]);
    expect(scene.subject.supervisions).toMatchObject([
      { targetId: acts.dutyOf(scene.subject, 'ps-market'), openedById: null },
    ]);
  });

  test('a plain dispatch is not: a supervisor decides there', () => {
    const scene = continued(after(...held), fireDue('sign', 'amber'), fireDue('sign', 'red'));
    expect(scene.events.at(-1)?.type).toBe('timer.breached');
  });

  test('nobody is urged twice for the same', () => {
    const scene = continued(
      after(...ordered, acts.sign(enforcement), supervise('urge', duty('ps-market'))),
      fireDue('sign', 'amber'),
      fireDue('sign', 'red'),
    );
    expect(scene.subject.supervisions).toHaveLength(1);
  });

  test('a reminder without an answer becomes a yellow card, and that is where the clockwork stops', () => {
    const scene = overdue();
    const first = scene.subject.supervisions[0]?.id ?? '';
    scene.now = (timerOf(scene.subject.timers, 'supervise', first)?.dueAt ?? 0) + 1;
    continued(scene, fireDue('supervise', 'red'));
    expect(scene.subject.supervisions.map((one) => [one.measure, one.reason])).toEqual([
      ['urge', 'overdue'],
      ['yellow', 'no-answer'],
    ]);
    const second = scene.subject.supervisions[1]?.id ?? '';
    scene.now = (timerOf(scene.subject.timers, 'supervise', second)?.dueAt ?? 0) + 1;
    const red = {
      type: 'timer.fire',
      body: { clock: 'supervise', subject: second, gen: 1, step: 'red', fireAt: scene.now },
    } as const;
    continued(scene, acts.act(system, red, 0));
    expect(scene.subject.supervisions).toHaveLength(2);
  });
});
