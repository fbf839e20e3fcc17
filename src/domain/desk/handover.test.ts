import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, idOf, Scene, continued } from '../../../tests/support/given.ts';
import { EVENING } from '../../../tests/support/given.ts';
import { stability } from '../../../tests/support/world.ts';
import { clocksOf, handoverGroup, handoverLines } from './handover.ts';

const { report, accept, dispatch, sign, contact, giveBack, suspend, resolve, arbitrate } = acts;
const MINUTE = 60_000;
const groupAfter = (...history: acts.Act[]) => {
  const { subject, now } = after(...history);
  return handoverGroup(subject, now);
};

describe('what the next shift takes one by one', () => {
  test('is over its time, or due within the hour', () => {
    const { subject, now } = after(report());
    expect(handoverGroup(subject, now)).toBe('watch');
    expect(handoverGroup(subject, now + 31 * MINUTE)).toBe('watch');
    expect(groupAfter(report(), accept(), dispatch())).toBe('watch');
  });

  test('goes before what it waits for', () => {
    const { subject } = after(report(), accept(), dispatch(), sign(), resolve());
    const due = subject.timers.find(({ clock }) => clock === 'confirm')!.dueAt;
    expect(handoverGroup(subject, due - 61 * MINUTE)).toBe('waiting');
    expect(handoverGroup(subject, due - 60 * MINUTE)).toBe('watch');
    expect(handoverGroup(subject, due + MINUTE)).toBe('watch');
  });
});

describe('what it only waits for', () => {
  test('rests, or was resolved and waits for the resident', () => {
    expect(groupAfter(report(), accept(), dispatch(), sign(), contact(), suspend())).toBe('waiting');
    expect(groupAfter(report(), accept(), dispatch(), sign(), contact(), resolve())).toBe('waiting');
  });

  test('came back twice and waits for a ruling, until there is one', () => {
    const twice = [report(), accept(), dispatch(), giveBack(), dispatch('kz-stability'), giveBack(stability)];
    const { subject } = after(...twice);
    const long = subject.discoveredAt - 24 * 60 * MINUTE;
    expect(handoverGroup(subject, long)).toBe('waiting');
    expect(handoverGroup(after(...twice, arbitrate()).subject, long)).toBe('rest');
  });
});

test('everything else is taken as a batch, and says for which clocks it waits', () => {
  const held = [report(), accept(), dispatch(), sign(), contact()];
  const scenes = [0, 1, 2].map((n) => continued(new Scene(EVENING + n * MINUTE, n * 1_000), ...held));
  const lines = handoverLines(
    scenes.map(({ subject }) => subject),
    EVENING,
  );
  expect(lines.watch).toEqual([]);
  expect(lines.rest.map(({ subject }) => subject.id)).toEqual([idOf(0), idOf(1_000), idOf(2_000)]);
  expect(clocksOf(lines.rest)).toEqual([['resolve', 3]]);
});
