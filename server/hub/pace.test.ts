import { describe, expect, it } from 'vitest';
import { FOLD_MS, Pace } from './pace.ts';

/** Sends each fact, or lets it wait for the frame that the pace allows; answers frames as lists of facts. */
function framesOf(facts: readonly number[]): { at: number; facts: number[] }[] {
  const pace = new Pace();
  const frames: { at: number; facts: number[] }[] = [];
  let waiting: number[] = [];
  let due = Number.POSITIVE_INFINITY;
  const send = (at: number): void => {
    pace.sent(at);
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

  it('folds a burst: one frame in fifty milliseconds, after two at once', () => {
    const frames = framesOf(every(1, 1_000));
    expect(frames.length).toBeLessThanOrEqual(2 + 1_000 / FOLD_MS);
    expect(frames.flatMap((frame) => frame.facts)).toEqual(every(1, 1_000));
  });

  it('lets no fact wait longer than fifty milliseconds', () => {
    for (const ms of [0.1, 1, 7, 13, 30, 49]) {
      for (const { at, facts } of framesOf(every(ms, 500))) {
        expect(at - (facts[0] ?? 0)).toBeLessThanOrEqual(FOLD_MS);
      }
    }
  });

  it('never lets facts wait that come at an even pace, even where one comes late and the next one early', () => {
    const facts = every(FOLD_MS, 200).map((at, n) => at + (n % 3) * 12);
    expect(framesOf(facts).every((frame) => frame.at === frame.facts[0])).toBe(true);
  });
});
