import { expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { enforcement } from '../../../tests/support/world.ts';
import { holdingsOf } from './holding.ts';

const { report, accept, dispatch, giveBack, reassign, sign, resolve, redo, suspend, resume } = acts;
const MINUTE = 60_000;

/** [holder, minutes from the report, minutes gross, minutes net] of each stretch. */
const stretches = (...history: acts.Act[]) => {
  const { events, now } = after(...history);
  return holdingsOf(events, now).map((one) => [
    one.departmentId,
    (one.from - EVENING) / MINUTE,
    one.grossMs / MINUTE,
    one.netMs / MINUTE,
  ]);
};

test('the office has it until a department leads, each department its own stretch, and nothing is counted twice', () => {
  // Reported 0, accepted 30, dispatched 31, signed 36, given back 37, dispatched 38, reassigned 39, signed 44, resolved 104.
  const history = [
    ...[report(), accept(), dispatch(), sign(), giveBack(), dispatch('kz-stability')],
    ...[reassign('kz-stability', 'kz-enforcement'), sign(enforcement), resolve(enforcement)],
  ];
  expect(stretches(...history)).toEqual([
    [null, 0, 31, 31],
    ['kz-municipal', 31, 6, 6],
    [null, 37, 1, 1],
    ['kz-stability', 38, 1, 1],
    ['kz-enforcement', 39, 65, 65],
  ]);
  const { events, now, subject } = after(...history);
  const sum = holdingsOf(events, now).reduce((ms, one) => ms + one.grossMs, 0);
  expect(sum).toBe(Number(subject.resolvedAt) - subject.discoveredAt);
});

test('a rest is in the gross of who holds it and not in the net', () => {
  expect(stretches(report(), accept(), dispatch(), suspend(5), resume(90), sign())).toEqual([
    [null, 0, 31, 31],
    ['kz-municipal', 31, 96, 6],
  ]);
});

test('between a resolution and its redo nobody has it in hand', () => {
  expect(stretches(report(), accept(), dispatch(), sign(), resolve(), redo(), sign())).toEqual([
    [null, 0, 31, 31],
    ['kz-municipal', 31, 65, 65],
    ['kz-municipal', 97, 5, 5],
  ]);
});

test('a case of which nothing is known has been in nobody’s hand', () => {
  expect(holdingsOf([], 0)).toEqual([]);
});
