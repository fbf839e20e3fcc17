import type { BrowserContext, Page } from '@playwright/test';

/** The clock of a PC that somebody has set wrong: what every page believes of the time, but for the monotonic clock. */
declare global {
  var setPcClockAhead: ((ms: number) => void) | undefined;
}

/** Every page of this browser runs on a PC whose clock is so many milliseconds fast; slow is negative. */
export const onPcWith = (context: BrowserContext, aheadMs: number): Promise<unknown> =>
  context.addInitScript((ms) => {
    const RealDate = Date;
    let ahead = ms;
    globalThis.setPcClockAhead = (next) => (ahead = next);
    globalThis.Date = class extends RealDate {
      constructor(...given: ConstructorParameters<typeof RealDate> | []) {
        super(...((given.length === 0 ? [RealDate.now() + ahead] : given) as [number]));
      }
      static override now(): number {
        return RealDate.now() + ahead;
      }
    } as unknown as DateConstructor;
  }, aheadMs);

/** Somebody sets the clock while the page is open. */
export const stepPcClock = (page: Page, aheadMs: number): Promise<void> =>
  page.evaluate((ms) => globalThis.setPcClockAhead?.(ms), aheadMs);
