import type { Page } from '@playwright/test';

/** Milliseconds from an event to the end of the frame that it was painted in, and of tasks longer than 50 ms. */
export interface Paints {
  keys: number[];
  wheels: number[];
  tasks: number[];
}

/** As the page writes it down, by its own clock. */
interface Seen extends Omit<Paints, 'tasks'> {
  tasks: { at: number; ms: number }[];
  /** When the bench itself had the page at work. */
  asked: { from: number; to: number }[];
}

type Watched = Window & { paints: Seen };

/** Watches from now on; the answer reads what was seen so far. */
export async function watchPaints(page: Page): Promise<() => Promise<Paints>> {
  await page.evaluate(() => {
    const seen: Seen = { keys: [], wheels: [], tasks: [], asked: [] };
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
  });
  return async () => {
    const { keys, wheels, tasks, asked } = await page.evaluate(() => (window as unknown as Watched).paints);
    // A task may begin with the question and go on with what was asked for.
    const own = tasks.filter(({ at, ms }) => !asked.some(({ from, to }) => at <= to && at + ms >= from));
    return { keys, wheels, tasks: own.map(({ ms }) => ms) };
  };
}

/** What is asked of the page meanwhile is a task of the bench's and none of the desk's. */
export async function apart<T>(page: Page, work: () => Promise<T>): Promise<T> {
  const from = await page.evaluate(() => performance.now());
  const done = await work();
  await page.evaluate((began) => {
    (window as unknown as Watched).paints.asked.push({ from: began, to: performance.now() });
  }, from);
  return done;
}
