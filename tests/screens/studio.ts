import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import sharp from 'sharp';
import { Sealer } from '#server/access/seal.ts';
import { addDevice } from '#server/demo/load.ts';
import { TEST_SECRET, type RunningApp } from '../support/running-app.ts';

export type Size = readonly [width: number, height: number];
export const named = ([width, height]: Size): string => `${width}x${height}`;

/** What follows a page's first data by itself: the slices of a font, the clusters of the map, what fades. */
const SETTLE_MS = 1_500;
/** A wall of 3840×2160 is drawn without a graphics card. */
const PATIENCE_MS = 120_000;
/** A picture of a screen has few colours; with a palette of its own it is a third as large, and reads the same. */
const PALETTE = { palette: true, colours: 256, dither: 0.4, effort: 10, compressionLevel: 9 } as const;

/** Opens pages of a running application and takes their pictures. */
export class Studio {
  readonly app: RunningApp;
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #wanted: readonly string[];
  readonly #open = new Set<BrowserContext>();

  /** @param wanted how the names of the pictures begin that are to be taken; none: all of them */
  constructor(app: RunningApp, browser: Browser, folder: string, wanted: readonly string[]) {
    this.app = app;
    this.#browser = browser;
    this.#folder = folder;
    this.#wanted = wanted;
  }

  wants(...names: string[]): boolean {
    return (
      this.#wanted.length === 0 || names.some((name) => this.#wanted.some((one) => name.startsWith(one)))
    );
  }

  /** A page in a browser of its own: of somebody signed in, or of nobody. */
  async visit(path: string, size: Size, { username = '', locale = 'zh-CN' } = {}): Promise<Page> {
    const [width, height] = size;
    const context = await this.#browser.newContext({
      ...{ viewport: { width, height }, baseURL: this.app.origin, locale },
      ...{ timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' },
    });
    this.#open.add(context);
    const url = this.app.origin;
    await context.addCookies([{ name: 'PARAGLIDE_LOCALE', value: locale, url }]);
    if (username) await context.addCookies(cookiesOf(await this.app.signIn(username), url));
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    await page.goto(path);
    return page;
  }

  /** The wall of an area, by the link of its device, and rewound to a moment by a link to that. */
  async wall(area: string, size: Size, at?: string): Promise<Page> {
    const token = await addDevice(this.app.pool.db, new Sealer(TEST_SECRET), area, `wall ${area}`);
    const page = await this.visit(`/wall/${area}?device=${token}`, size);
    if (at !== undefined) await page.goto(`/wall/${area}?at=${at}`);
    return page;
  }

  /** Takes the picture, if it is wanted. */
  async shoot(page: Page, name: string): Promise<void> {
    if (!this.wants(name)) return;
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(SETTLE_MS);
    const file = join(this.#folder, `${name}.png`);
    await sharp(await page.screenshot())
      .png(PALETTE)
      .toFile(file);
    console.log(`${name}.png  ${Math.round(statSync(file).size / 1024)} kB`);
  }

  /** Closes every page that was opened until now. */
  async clear(): Promise<void> {
    for (const context of this.#open) await context.close();
    this.#open.clear();
  }
}

const cookiesOf = (header: string, url: string): { name: string; value: string; url: string }[] =>
  header.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
