import { describe, expect, test } from 'vitest';
import {
  accept,
  contact,
  dispatch,
  entrust,
  report,
  sign,
  suspend,
  withdraw,
} from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { day, night } from '../../../tests/support/world.ts';
import { deskLoads, medianOf, totalOf } from './load.ts';

const MINUTE = 60_000;

describe('who holds what', () => {
  const held = after(report(), accept(), dispatch(), sign(), contact()).subject;
  const { subject: sent, now } = after(report(), accept(), dispatch());

  test('is counted by dispatcher, as the clock stands that is due next', () => {
    const calm = deskLoads([held, sent], now).get(day.id);
    expect(calm).toEqual({ red: 0, amber: 0, running: 2 });
    expect(deskLoads([held, sent], now + 6 * MINUTE).get(day.id)).toEqual({ red: 0, amber: 1, running: 1 });
    expect(deskLoads([held, sent], now + 11 * MINUTE).get(day.id)).toEqual({ red: 1, amber: 0, running: 1 });
  });

  test('moves with a handover', () => {
    const { subject } = after(report(), accept(), dispatch(), sign(), entrust());
    const loads = deskLoads([subject], now);
    expect(loads.get(day.id)).toBeUndefined();
    expect(totalOf(loads.get(night.id)!)).toBe(1);
  });

  test('leaves out what is over, and tells what is nobody’s yet', () => {
    const loads = deskLoads([after(report()).subject, after(report(), accept(), withdraw()).subject], now);
    expect([...loads.keys()]).toEqual([null]);
  });

  test('what rests is calm', () => {
    const { subject } = after(report(), accept(), dispatch(), sign(), suspend());
    expect(deskLoads([subject], now).get(day.id)).toEqual({ red: 0, amber: 0, running: 1 });
  });
});

test('the median is the middle, half way between two, and 0 of nobody', () => {
  expect(medianOf([26, 35, 11, 14])).toBe(20);
  expect(medianOf([7, 1, 3])).toBe(3);
  expect(medianOf([4])).toBe(4);
  expect(medianOf([])).toBe(0);
});
