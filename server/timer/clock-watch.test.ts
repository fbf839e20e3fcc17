import { describe, expect, test } from 'vitest';
import { ClockWatch } from '#server/timer/clock-watch.ts';

const T = 1_800_000_000_000;
const HOUR = 3_600_000;
/** A reading answered at once, so many milliseconds after the start. */
const at = (ms: number) => ({ from: ms, to: ms });

function watching(): ClockWatch {
  const watch = new ClockWatch();
  expect(watch.stepOf(T, at(0))).toBe(0);
  return watch;
}

describe('the watch over the database’s clock', () => {
  test.each([
    [HOUR, HOUR],
    [-HOUR / 2, -HOUR / 2],
    [2_001, 2_001],
    [2_000, 0],
    [-2_000, 0],
  ])('a clock that was set by %i ms is off by %i', (by, off) => {
    expect(watching().stepOf(T + by, at(0))).toBe(off);
  });

  test('goes on suspecting until the clock is back, or is taken as right', () => {
    const watch = watching();
    for (const ms of [250, 500]) expect(watch.stepOf(T + HOUR + ms, at(ms))).toBeCloseTo(HOUR, -1);
    expect(watch.stepOf(T + 750, at(750))).toBe(0);
    expect(watch.stepOf(T + HOUR + 1_000, at(1_000))).toBeCloseTo(HOUR, -1);
    watch.trust();
    expect(watch.stepOf(T + HOUR + 1_250, at(1_250))).toBe(0);
    expect(watch.stepOf(T + 1_500, at(1_500))).toBeCloseTo(-HOUR, -1);
  });

  test('follows a gentle correction as far as it goes', () => {
    const watch = watching();
    for (let s = 1; s <= 86_400; s += 1) {
      expect(watch.stepOf(T + s * 1_000.5, at(s * 1_000))).toBe(0);
    }
  });

  test('sees a clock that is moved on in small steps', () => {
    const watch = watching();
    expect(watch.stepOf(T + 250 + 1_500, at(250))).toBe(0);
    expect(watch.stepOf(T + 500 + 3_000, at(500))).toBeGreaterThan(2_000);
  });

  test('suspects nobody where the process was stopped between question and answer', () => {
    const watch = watching();
    expect(watch.stepOf(T + 10, { from: 0, to: 10_000 })).toBe(0);
    expect(watch.stepOf(T + 9_990, { from: 0, to: 10_000 })).toBe(0);
    expect(watch.stepOf(T + 10_250, at(10_250))).toBe(0);
    expect(watch.stepOf(T + 10_250 + HOUR, { from: 10_250, to: 20_000 })).toBeGreaterThan(HOUR - 10_000);
  });

  test('knows little after a first answer that took long, and more after the next', () => {
    const watch = new ClockWatch();
    expect(watch.stepOf(T + 7_000, { from: 0, to: 10_000 })).toBe(0);
    expect(watch.stepOf(T + 10_250, at(10_250))).toBe(0);
    expect(watch.stepOf(T + 10_500 + 3_000, at(10_500))).toBeGreaterThan(2_000);
  });
});
