import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { market, municipal, stability, worker } from '../../../tests/support/world.ts';

const { report, accept, dispatch, sign, resolve, redo, giveBack, reassign } = acts;
const accepted = [report(), accept()];
/** Who gets the case again. */
const again = (...history: acts.Act[]) => {
  const { subject } = after(...accepted, ...history, redo());
  return subject.assignments
    .filter((one) => one.state === 'dispatched')
    .map((one) => `${one.departmentId} ${one.part}`);
};

describe('a redo goes to the last lead that brought the case to its end', () => {
  test.each<[string, acts.Act[], string[]]>([
    [
      'and to none of those who supported',
      [dispatch('kz-municipal', 'ps-market'), sign(), resolve()],
      ['kz-municipal lead'],
    ],
    [
      'and not to one that gave it back before',
      [dispatch(), giveBack(), dispatch('kz-stability'), sign(stability), resolve(stability)],
      ['kz-stability lead'],
    ],
    [
      'and not to one that gave it back after',
      [
        dispatch(),
        sign(),
        resolve(),
        redo(),
        giveBack(),
        dispatch('kz-stability'),
        giveBack(stability),
        resolve(worker),
      ],
      ['kz-municipal lead'],
    ],
    [
      'of the newest leg',
      [
        dispatch(),
        sign(),
        resolve(),
        redo(),
        reassign('kz-municipal', 'ps-market'),
        sign(market),
        resolve(market),
      ],
      ['ps-market lead'],
    ],
    ['or to nobody where the community settled it', [resolve(worker)], []],
    [
      'or to nobody where only a support was left',
      [dispatch('kz-municipal', 'ps-market'), giveBack(), resolve(worker)],
      [],
    ],
  ])('%s', (_, history, expected) => {
    expect(again(...history)).toEqual(expected);
  });

  test('and what spoke against the earlier resolution is forgotten', () => {
    const before = after(...accepted, dispatch(), sign(), resolve());
    expect(before.subject.doubts).toEqual(['no-contact']);
    expect(after(...accepted, dispatch(), sign(), resolve(), redo()).subject.doubts).toEqual([]);
  });

  test('with fresh clocks of its duty, while the age of the case goes on', () => {
    const { subject, now } = after(...accepted, dispatch(), sign(), resolve(municipal), redo());
    const fresh = subject.timers.filter((timer) => timer.stoppedAt === null);
    expect(fresh.map((timer) => [timer.clock, timer.startAt])).toEqual([
      ['sign', now],
      ['contact', now],
      ['resolve', now],
    ]);
    expect(subject.discoveredAt).toBeLessThan(now);
  });
});
