import type { Page } from '@playwright/test';

/** Milliseconds from an event to the end of the frame that it was painted in, and of tasks longer than 50 ms. */
export interface Paints {
  keys: number[];
  wheels: number[];
  tasks: number[];
  /** Tasks while the bench had the page at work: none of the desk's. */
  own: number[];
  /** The longest frames, and what ran in them. */
  frames: string[];
}

/** A frame that took longer than 50 ms: https://w3c.github.io/long-animation-frames/ */
interface LongFrame extends PerformanceEntry {
  renderStart: number;
  scripts: { invoker: string; sourceURL: string; sourceCharPosition: number; duration: number }[];
}

const LONGEST_SHOWN = 5;

/** As the page writes it down, by its own clock. */
interface Seen extends Omit<Paints, 'tasks' | 'own' | 'frames'> {
  tasks: Task[];
  frames: (Task & { scripts: string[]; drawnMs: number })[];
  /** When the bench itself had the page at work. */
  asked: { from: number; to: number }[];
}

interface Task {
  at: number;
  ms: number;
}

type Watched = Window & { paints: Seen };

/** Watches from now on; the answer reads what was seen so far. */
export async function watchPaints(page: Page): Promise<() => Promise<Paints>> {
  await page.evaluate(() => {
    const seen: Seen = { keys: [], wheels: [], tasks: [], frames: [], asked: [] };
    (window as unknown as Watched).paints = seen;
    // A message posted within the last frame callback is delivered once that frame has been painted.
    const painted = (event: Event, into: number[]): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => into.push(performance.now() - event.timeStamp);
        port2.postMessage(undefined);
      });
    };
    addEventListener('keydown', (event) => painted(event, seen.keys), true);
    addEventListener('wheel', (event) => painted(event, seen.wheels), { capture: true, passive: true });
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) seen.tasks.push({ at: task.startTime, ms: task.duration });
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      for (const { startTime, duration, renderStart, scripts } of list.getEntries() as LongFrame[]) {
        seen.frames.push({
          at: startTime,
          ms: duration,
          drawnMs: renderStart === 0 ? 0 : startTime + duration - renderStart,
          scripts: scripts.map(
            ({ invoker, sourceURL, sourceCharPosition, duration: ms }) =>
              `${invoker} (${sourceURL.split('/').at(-1)}:${sourceCharPosition}) ${ms.toFixed(0)}`,
          ),
        });
      }
    }).observe({ type: 'long-animation-frame' });
  });
  return async () => {
    const { keys, wheels, tasks, frames, asked } = await page.evaluate(
      () => (window as unknown as Watched).paints,
    );
    // A task may begin with the question and go on with what was asked for.
    const isDesks = ({ at, ms }: Task): boolean => !asked.some(({ from, to }) => at <= to && at + ms >= from);
    const longest = frames.filter(isDesks).sort((a, b) => b.ms - a.ms);
    return {
      ...{ keys, wheels, tasks: tasks.filter(isDesks).map(({ ms }) => ms) },
      own: tasks.filter((task) => !isDesks(task)).map(({ ms }) => ms),
      frames: longest.slice(0, LONGEST_SHOWN).map(told),
    };
  };
}

const told = ({ at, ms, drawnMs, scripts }: Seen['frames'][number]): string =>
  [`${ms.toFixed(0)} ms at ${(at / 1000).toFixed(1)} s`, ...scripts, `drawn ${drawnMs.toFixed(0)}`].join(
    ' · ',
  );

/** What is asked of the page meanwhile is a task of the bench's and none of the desk's. */
export async function apart<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const from = await page.evaluate(() => performance.now());
  const done = await work();
  await page.evaluate((began) => {
    (window as unknown as Watched).paints.asked.push({ from: began, to: performance.now() });
  }, from);
  return done;
}
