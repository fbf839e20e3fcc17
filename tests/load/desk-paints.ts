import type { Page } from '@playwright/test';

/** Milliseconds from an event to the end of the frame that it was painted in, and of tasks longer than 50 ms. */
export interface Paints {
  keys: number[];
  wheels: number[];
  tasks: number[];
}

/** Watches from now on; the answer reads what was seen so far. */
export async function watchPaints(page: Page): Promise<() => Promise<Paints>> {
  await page.evaluate(() => {
    const seen: Paints = { keys: [], wheels: [], tasks: [] };
    (window as unknown as { paints: Paints }).paints = seen;
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
      for (const task of list.getEntries()) seen.tasks.push(task.duration);
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => (window as unknown as { paints: Paints }).paints);
}
