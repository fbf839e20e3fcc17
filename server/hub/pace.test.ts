import { describe, expect, it } from 'vitest';
import { BURST_FOLD_MS, FOLD_MS, Pace } from './pace.ts';

/** Sends each fact, or lets it wait for the frame that the pace allows; answers frames as lists of facts. */
function framesOf(facts: readonly number[]): { at: number; facts: number[] }[] {
  const pace = new Pace();
  const frames: { at: number; facts: number[] }[] = [];
  let waiting: number[] = [];
  let due = Number.POSITIVE_INFINITY;
  const send = (at: number): void => {
    pace.sent(at, waiting.length);
    frames.push({ at, facts: waiting });
    [waiting, due] = [[], Number.POSITIVE_INFINITY];
  };
  for (const fact of facts) {
    if (due <= fact) send(due);
    waiting.push(fact);
    const wait = pace.waitMs(fact);
    if (wait === 0) send(fact);
    else due = Math.min(due, fact + wait);
  }
  if (waiting.length > 0) send(due);
  return frames;
}
const every = (ms: number, count: number): number[] => Array.from({ length: count }, (_, n) => n * ms);

describe('the pace of a room', () => {
  it('sends the first fact at once, however long it was quiet', () => {
    expect(new Pace().waitMs(0)).toBe(0);
    expect(framesOf([0, 10_000]).map((frame) => frame.at)).toEqual([0, 10_000]);
  });

  it('folds a burst: two at once, one soon, and then the longer it goes on one in two hundred milliseconds', () => {
    const frames = framesOf(every(1, 1_000));
    expect(frames.slice(0, 2).map((frame) => frame.at)).toEqual([0, 1]);
    expect(frames.length).toBeLessThanOrEqual(3 + 1_000 / BURST_FOLD_MS);
    expect(frames.flatMap((frame) => frame.facts)).toEqual(every(1, 1_000));
  });

  it('lets no fact wait longer than fifty milliseconds, and in a burst than two hundred', () => {
    for (const ms of [0.1, 1, 7, 13, 25, 30, 49]) {
      for (const { at, facts } of framesOf(every(ms, 500))) {
        expect(at - (facts[0] ?? 0)).toBeLessThanOrEqual(ms < 25 ? BURST_FOLD_MS : FOLD_MS);
      }
    }
  });

  it('is soon as quick as before once a burst is over, also where facts go on at an even pace', () => {
    const after = every(FOLD_MS, 40).map((at) => at + 1_000);
    const frames = framesOf([...every(1, 1_000), ...after]);
    expect(frames.slice(-20).map(({ at, facts }) => at - (facts[0] ?? 0))).toEqual(Array(20).fill(0));
  });

  it('lets nothing wait longer after frames that went before their time, with a heartbeat', () => {
    const waitAfter = (facts: number): number => {
      const pace = new Pace();
      for (const at of [0, 1, 2, 3]) pace.sent(at, facts);
      return pace.waitMs(3);
    };
    expect([1, 8, 500].map(waitAfter)).toEqual([FOLD_MS, BURST_FOLD_MS, BURST_FOLD_MS]);
  });

  it('holds nothing up for a heartbeat', () => {
    const pace = new Pace();
    for (const beat of [0, 1, 2, 3]) pace.sent(beat, 0);
    expect(pace.waitMs(4)).toBe(0);
  });

  it('never lets facts wait that come at an even pace, even where one comes late and the next one early', () => {
    const facts = every(FOLD_MS, 200).map((at, n) => at + (n % 3) * 12);
    expect(framesOf(facts).every((frame) => frame.at === frame.facts[0])).toBe(true);
  });
});
