import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Paced } from './paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pace whose drawings take so long, and what was drawn when. */
function pacedBy(drawingMs: number): { paced: Paced<number>; drawn: string[] } {
  const drawn: string[] = [];
  const begun = performance.now();
  const paced = new Paced<number>(async (value) => {
    drawn.push(`${value} at ${performance.now() - begun}`);
    if (drawingMs > 0) await new Promise((resolve) => setTimeout(resolve, drawingMs));
  });
  return { paced, drawn };
}

test('what costs nothing to draw is drawn at once, every time', async () => {
  const { paced, drawn } = pacedBy(0);
  for (const value of [1, 2, 3]) {
    paced.offer(value);
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(drawn).toEqual(['1 at 0', '2 at 0', '3 at 0']);
});

test('what takes time to draw leaves nineteen times as long to the hand, and only the newest is drawn', async () => {
  const { paced, drawn } = pacedBy(40);
  paced.offer(1);
  await vi.advanceTimersByTimeAsync(10);
  paced.offer(2);
  await vi.advanceTimersByTimeAsync(100);
  paced.offer(3);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(drawn).toEqual(['1 at 0', '3 at 800']);
});

test('the last value is drawn although nothing comes after it, unless the desk is left', async () => {
  const { paced, drawn } = pacedBy(40);
  paced.offer(1);
  paced.offer(2);
  await vi.advanceTimersByTimeAsync(2_000);
  paced.offer(3);
  paced.offer(4);
  paced.stop();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(drawn).toEqual(['1 at 0', '2 at 800', '3 at 2000']);
});

test('a drawing that was slow once, as while the page is loaded, makes nobody wait longer than two seconds', async () => {
  const { paced, drawn } = pacedBy(900);
  paced.offer(1);
  paced.offer(2);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(drawn).toEqual(['1 at 0', '2 at 2900']);
});
