import { describe, expect, test } from 'vitest';
import { reading, span, type Deadline } from './countdown.ts';

const ZH = { day: '天', hour: '时' };
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** 2021-07-23 14:30:02 in Shanghai. */
const START = Date.parse('2021-07-23T14:30:02+08:00');

const sign: Deadline = {
  clock: 'sign',
  startAt: START,
  amberAt: START + 5 * MINUTE,
  dueAt: START + 10 * MINUTE,
  stoppedAt: null,
};

describe('span', () => {
  test.each([
    [0, '0:00'],
    [9 * SECOND, '0:09'],
    [8 * MINUTE + 22 * SECOND, '8:22'],
    [59 * MINUTE + 59 * SECOND, '59:59'],
    [HOUR, '1:00:00'],
    [HOUR + 23 * MINUTE + 42 * SECOND, '1:23:42'],
    [23 * HOUR + 59 * MINUTE + 59 * SECOND, '23:59:59'],
    [26 * HOUR + 59 * MINUTE, '1天02时'],
  ])('%i ms is %s', (ms, text) => expect(span(ms, ZH)).toBe(text));

  test('never shows a minus sign', () => expect(span(-5 * MINUTE, ZH)).toBe('0:00'));
});

describe('a countdown', () => {
  test('given half of its time is left, then it runs and says so', () => {
    expect(reading(sign, START + 2 * MINUTE, ZH)).toMatchObject({
      look: 'running',
      word: 'left',
      figure: '8:00',
      share: 0.8,
      amberShare: 0.5,
    });
  });

  test('given the last second has begun, then it still shows one second', () => {
    expect(reading(sign, sign.dueAt - 1, ZH).figure).toBe('0:01');
  });

  test('given amber has been reached, then it is amber', () => {
    expect(reading(sign, sign.amberAt, ZH)).toMatchObject({ look: 'amber', word: 'left', figure: '5:00' });
  });

  test('given the limit has passed, then the word says 逾期 and the bar is full', () => {
    const at = sign.dueAt + 4 * MINUTE + 12 * SECOND;
    expect(reading(sign, at, ZH)).toMatchObject({ look: 'red', word: 'over', figure: '4:12', share: 1 });
  });

  test('given it was stopped in time, then it shows the time taken, as fresh for 30 s', () => {
    const signed = { ...sign, stoppedAt: START + 134 * SECOND };
    expect(reading(signed, signed.stoppedAt + SECOND, ZH)).toMatchObject({
      look: 'met',
      word: 'taken',
      figure: '2:14',
      fresh: true,
    });
    expect(reading(signed, signed.stoppedAt + 30 * SECOND, ZH).fresh).toBe(false);
  });

  test('given it was stopped too late, then it is late and no longer red', () => {
    const late = { ...sign, stoppedAt: sign.dueAt + SECOND };
    expect(reading(late, late.stoppedAt + HOUR, ZH)).toMatchObject({
      look: 'late',
      word: 'taken',
      figure: '10:01',
    });
  });

  test('given the data is stale, then it shows the deadline and knows no state', () => {
    expect(reading(sign, sign.dueAt + HOUR, ZH, true)).toMatchObject({
      look: 'unknown',
      word: 'due',
      figure: '14:40:02',
      share: 0,
    });
  });

  test('given the data is stale and the deadline is on another day, then it names the day', () => {
    const resolve = { ...sign, dueAt: START + 48 * HOUR };
    expect(reading(resolve, START, ZH, true).figure).toBe('07-25 14:30');
  });

  test('given it is stale and was stopped before, then what was true stays true', () => {
    const signed = { ...sign, stoppedAt: START + MINUTE };
    expect(reading(signed, START + 61 * SECOND, ZH, true)).toMatchObject({
      look: 'met',
      figure: '1:00',
      fresh: false,
    });
  });

  test('given it is paused, then what was left at the pause stands still', () => {
    const paused = { ...sign, dueAt: START + 26 * HOUR, pausedAt: START };
    expect(reading(paused, START + HOUR, ZH)).toMatchObject({
      look: 'paused',
      word: 'paused',
      figure: '1天02时',
    });
  });
});
