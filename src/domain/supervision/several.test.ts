import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given, idOf, type Scene } from '../../../tests/support/given.ts';
import { dispatcher, system } from '../../../tests/support/world.ts';
import type { Case } from '../case/case.ts';

const { report, accept, dispatch, supervise, fire } = acts;
const accepted = [report(), accept()];

describe('of several supervisions', () => {
  const urged = [...accepted, dispatch(), supervise('yellow'), supervise('urge')];
  const at = (n: number) => (subject: Case) => subject.supervisions[n]?.id ?? idOf(9);
  const firing = (scene: Scene, n: number) =>
    fire({ clock: 'supervise', subject: at(n)(scene.subject), gen: 1, step: 'red', fireAt: scene.now });

  test('the answer is to the one that asked', () => {
    const { subject, now } = after(...urged, acts.answer());
    expect(subject.supervisions.map((one) => [one.answeredAt, one.liftedAt])).toEqual([
      [null, null],
      [now, null],
    ]);
  });

  test('lifting is no answer', () => {
    given(...urged)
      .when(acts.liftSupervision())
      .then('supervision.lifted');
    const { subject, now } = after(...urged, acts.liftSupervision());
    expect(subject.supervisions.map((one) => [one.answeredAt, one.liftedAt])).toEqual([
      [null, null],
      [null, now],
    ]);
  });

  test('a reminder that nobody answers adds no yellow card to one that waits', () => {
    const scene = after(...urged);
    expect(scene.ask(system, firing(scene, 1))).toMatchObject([{ type: 'timer.breached' }]);
    expect(scene.ask(system, firing(scene, 1))).toHaveLength(1);
  });

  test('a reminder hardens also where an answered yellow card came first', () => {
    const scene = after(...accepted, dispatch(), supervise('yellow'), acts.answer(), supervise('urge'));
    expect(scene.ask(system, firing(scene, 1))).toMatchObject([
      { type: 'timer.breached' },
      { type: 'supervision.opened', body: { measure: 'yellow' } },
    ]);
  });

  test('the end of the case lifts what is unanswered, and nothing twice', () => {
    given(...urged, acts.answer())
      .when(acts.withdraw(dispatcher))
      .then('supervision.lifted', 'case.withdrawn');
  });
});
