import { describe, expect, test } from 'vitest';
import {
  accept,
  approve,
  contact,
  dispatch,
  draft,
  exclude,
  reassign,
  report,
  restore,
  sign,
} from '../../../tests/support/acts.ts';
import { after, given } from '../../../tests/support/given.ts';
import { enforcement, market, supervisor } from '../../../tests/support/world.ts';
import { timerOf } from '../timer/timer.ts';
import { undoUntil } from './restore.ts';

const moved = [report(), accept(), dispatch(), sign(), reassign('kz-municipal', 'kz-enforcement')];

describe('undoing a reassignment', () => {
  test('gives the duty back as it was, and its clocks run on from their own starts', () => {
    const before = after(report(), accept(), dispatch(), sign());
    const duty = before.subject.assignments[0]!;
    const { scene, then } = given(...moved).when(restore('kz-enforcement'));
    then('assignment.restored');
    const [back, taken] = scene.subject.assignments;
    expect(back).toEqual(duty);
    expect(taken).toMatchObject({ state: 'withdrawn', endedAt: scene.now });
    const timer = (clock: 'sign' | 'contact', id: string) => timerOf(scene.subject.timers, clock, id);
    expect(timer('contact', duty.id)).toMatchObject({
      dueAt: timerOf(before.subject.timers, 'contact', duty.id)?.dueAt,
      stoppedAt: null,
    });
    expect(timer('sign', duty.id)?.stoppedAt).toBe(duty.signedAt);
    expect(timer('sign', taken!.id)?.stoppedAt).toBe(scene.now);
    expect(timerOf(scene.subject.timers, 'resolve', scene.subject.id)).toEqual(
      timerOf(before.subject.timers, 'resolve', before.subject.id),
    );
  });

  test('is possible until the next department signs, or its sign clock turns amber', () => {
    const { subject, now } = after(...moved);
    expect(undoUntil(subject, subject.assignments[1]!)).toBe(now + 5 * 60_000);
    expect(undoUntil(subject, subject.assignments[0]!)).toBeUndefined();
    given(...moved)
      .when(restore('kz-enforcement', undefined, 5))
      .refused('undo-late');
    given(...moved, sign(enforcement, 1))
      .when(restore('kz-enforcement'))
      .refused('undo-signed', { department: '坑梓街道执法队' });
    given(...moved, restore('kz-enforcement'))
      .when(restore('kz-enforcement'))
      .refused('not-held');
    given(report(), accept(), dispatch()).when(restore('kz-municipal')).refused('undo-late');
  });

  test('gives nothing to a department that the case turned out to be about', () => {
    given(...moved, exclude('kz-municipal', supervisor))
      .when(restore('kz-enforcement', supervisor))
      .refused('excluded-department', { department: '坑梓街道市政服务部' });
  });

  test('answers the order where only the one that took over had not signed', () => {
    const ordered = [report(), accept(), draft('kz-enforcement', 'ps-market'), approve(), sign(market, 1)];
    given(...ordered, reassign('ps-market', 'kz-stability'), sign(enforcement, 1))
      .when(restore('kz-stability'))
      .then('assignment.restored', 'order.responded');
    given(...ordered, contact(market), reassign('ps-market', 'kz-stability'))
      .when(restore('kz-stability'))
      .then('assignment.restored');
  });
});
