import { describe, expect, test } from 'vitest';
import { axisStart, count, limitWords, onAxis, onRates, percent, took } from './format.ts';

describe('a time that was taken', () => {
  test.each([
    [0, '0秒', '0 s'],
    [59_499, '59秒', '59 s'],
    [59_500, '1分00秒', '1 m 00 s'],
    [225_000, '3分45秒', '3 m 45 s'],
    [3_599_400, '59分59秒', '59 m 59 s'],
    [3_600_000, '1时00', '1 h 00'],
    [4_440_000, '1时14', '1 h 14'],
    [86_399_000, '1.0天', '1.0 d'],
    [181_440_000, '2.1天', '2.1 d'],
  ])('%d ms is %s', (ms, zh, en) => {
    expect(took(ms, 'zh')).toBe(zh);
    expect(took(ms, 'en')).toBe(en);
  });
});

test('limits are named with their unit', () => {
  expect(limitWords({ amount: 10, unit: 'minute' }, 'zh')).toBe('10分');
  expect(limitWords({ amount: 15, unit: 'workday' }, 'zh')).toBe('15工作日');
  expect(limitWords({ amount: 15, unit: 'workday' }, 'en')).toBe('15 wd');
  expect(limitWords({ amount: 1, unit: 'today' }, 'en')).toBe('same day');
});

describe('a share in per cent', () => {
  test('has one digit', () => {
    expect(percent(1298 / 1402)).toBe('92.6');
    expect(percent(1)).toBe('100.0');
    expect(percent(0)).toBe('0.0');
  });

  test('is all or nothing only where that is true', () => {
    expect(percent(9999 / 10_000)).toBe('99.9');
    expect(percent(1 / 10_000)).toBe('0.1');
  });
});

test('counts are grouped by thousands', () => {
  expect(count(1486)).toBe('1,486');
});

describe('axes', () => {
  test('of time are logarithmic: ten times as long is the same step everywhere', () => {
    const [one, ten, hundred] = [60_000, 600_000, 6_000_000].map(onAxis) as [number, number, number];
    expect(ten - one).toBeCloseTo(hundred - ten);
    expect(onAxis(1)).toBe(0);
    expect(onAxis(1e12)).toBe(100);
  });

  test('of rates begin at a multiple of five below everything on them, at most at 85', () => {
    expect(axisStart([0.926, 0.911])).toBe(85);
    expect(axisStart([0.926, 0.703])).toBe(70);
    expect(axisStart([0])).toBe(0);
    expect(onRates(0.925, 85)).toBeCloseTo(50);
    expect(onRates(0.5, 85)).toBe(0);
  });
});
