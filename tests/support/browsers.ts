import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { addDevice } from '#server/demo/load.ts';
import { Sealer } from '#server/access/seal.ts';
import { onPcWith } from './pc-clock.ts';
import { startApp, TEST_SECRET, type RunningApp } from './running-app.ts';

export { expect, type Page } from '@playwright/test';

/** Where a person sits: the sizes of the interface's description. */
const SCREENS = {
  wall: { width: 1920, height: 1080 },
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export interface Browsers {
  /** The whole application on a database of its own; its clock stands still until the test moves it. */
  app: RunningApp;
  /** A browser of its own for a member of the staff, signed in. */
  open: (username: string, screen: keyof typeof SCREENS, path: string) => Promise<Page>;
  /** A browser of its own for somebody without an account. */
  visit: (screen: keyof typeof SCREENS, path: string) => Promise<Page>;
  /** The wall of an area in a browser of its own, opened by its device link. */
  wall: (areaCode: string) => Promise<Page>;
  /** When the city's clock begins; `test.use({ beginsAt })`. */
  beginsAt: string;
  /** Settings of the installation; `test.use({ settings })`. */
  settings: Record<string, string>;
  /** How fast the clock of everybody's PC is; `test.use({ pcAheadMs })`. */
  pcAheadMs: number;
}

export const test = base.extend<Browsers>({
  beginsAt: ['2021-08-13T22:00:00+08:00', { option: true }],
  pcAheadMs: [0, { option: true }],
  settings: [{}, { option: true }],
  app: async ({ beginsAt, settings }, use) => {
    const app = await startApp(beginsAt, undefined, settings);
    await use(app);
    await app.stop();
  },
  open: async ({ app, browser, pcAheadMs }, use) => {
    await withContexts(async (keep) => {
      await use(async (username, screen, path) => {
        const context = keep(await browser.newContext({ viewport: SCREENS[screen], baseURL: app.origin }));
        await onPcWith(context, pcAheadMs);
        await context.addCookies(cookies(await app.signIn(username), app.origin));
        return goTo(context, path);
      });
    });
  },
  visit: async ({ app, browser, pcAheadMs }, use) => {
    await withContexts(async (keep) => {
      await use(async (screen, path) => {
        const context = keep(await browser.newContext({ viewport: SCREENS[screen], baseURL: app.origin }));
        await onPcWith(context, pcAheadMs);
        return goTo(context, path);
      });
    });
  },
  wall: async ({ app, visit }, use) => {
    await use(async (areaCode) => {
      const token = await addDevice(app.pool.db, new Sealer(TEST_SECRET), areaCode, `wall ${areaCode}`);
      return visit('wall', `/wall/${areaCode}?device=${token}`);
    });
  },
});

async function withContexts(
  work: (keep: (context: BrowserContext) => BrowserContext) => Promise<void>,
): Promise<void> {
  const contexts: BrowserContext[] = [];
  await work((context) => {
    contexts.push(context);
    return context;
  });
  await Promise.all(contexts.map((context) => context.close()));
}

async function goTo(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  // A fault of the page fails the test, wherever it is looking.
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(path);
  return page;
}

const cookies = (header: string, url: string): { name: string; value: string; url: string }[] =>
  header.split('; ').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return { name, value: rest.join('='), url };
  });
