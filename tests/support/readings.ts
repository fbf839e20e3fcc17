import type { Locator, Page } from '@playwright/test';
import { expect } from './browsers.ts';

/** What the stories read on the screens, in the words of whoever looks at them. */

/** The wall is live: it says so itself. */
export const expectLive = (wall: Page): Promise<void> => expect(wall.getByText('实时').first()).toBeVisible();

/** A line of the wall's ticker. */
export const ticker = (wall: Page, text: string | RegExp): Locator =>
  wall.getByRole('listitem').filter({ hasText: text }).first();

/** A figure of the day by its label: 受理, 化解, 纠纷受理 … */
export async function expectFigure(wall: Page, label: string, value: string | RegExp): Promise<void> {
  const place = wall
    .locator('dl > div')
    .filter({ has: wall.locator('dt', { hasText: new RegExp(`^\\s*${label}`) }) });
  await expect(place.locator('dd')).toHaveText(value);
}

/** An open order on the wall by its subject. */
export const orderOn = (wall: Page, subject: string): Locator =>
  wall.getByRole('article').filter({ hasText: subject });

/** Nothing that identifies a resident stands anywhere in the page. */
export async function expectNoTrace(page: Page, secrets: readonly string[]): Promise<void> {
  const html = await page.content();
  for (const secret of secrets) expect(html).not.toContain(secret);
}
