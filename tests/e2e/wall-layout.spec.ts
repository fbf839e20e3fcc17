import { expect, test, type Page } from '../support/browsers.ts';
import { isLive, issue, setUp } from '../support/wall.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 5760, height: 1080 },
];

/** Every piece of text on the page with its box and its size, in pixels. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const found: { text: string; size: number; left: number; right: number; within: string }[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement!;
      if (text === '' || element.closest('.unseen, style, [popover]')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      const within = element.outerHTML.slice(0, 120);
      // What stands in a drawing is as large as the drawing makes it.
      const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
      found.push({ text, size: scale * parseFloat(getComputedStyle(element).fontSize), left, right, within });
    }
    return found;
  });

test('at each size of a wall no text is too small to read, none runs over, none stands on a seam, and all is where it was looked at', async ({
  app,
  wall,
}) => {
  test.slow();
  await issue(app, 4);
  const page = await wall('440310');
  await isLive(page);
  await expect(page.getByRole('article')).toHaveCount(4);
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    await page.reload();
    await isLive(page);
    await expect(page.getByRole('article')).toHaveCount(4);
    await page.evaluate(() => document.fonts.ready);
    const texts = await textsOf(page);
    expect(texts.length).toBeGreaterThan(60);
    // 1.4 % of the height: what is read from eight metres away.
    expect(texts.filter(({ size }) => size < 0.014 * height)).toEqual([]);
    const { scrollWidth, scrollHeight } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, scrollHeight };
    });
    expect({ scrollWidth, scrollHeight }).toEqual({ scrollWidth: width, scrollHeight: height });
    const seams = width / height < 2.8 ? [] : [width / 3, (2 * width) / 3];
    const keep = 0.022 * height - 0.5;
    const onSeam = (one: { left: number; right: number }): boolean =>
      seams.some((seam) => one.left < seam + keep && one.right > seam - keep);
    expect(texts.filter(onSeam)).toEqual([]);
    await expect(page).toHaveScreenshot(`wall-${width}.png`, {
      animations: 'disabled',
      // Letters differ a little from one release of a browser to the next; a panel that has moved differs by far more.
      maxDiffPixelRatio: 0.004,
      // What moves by itself: the map, how fresh the data is, what the watch has found, and what was new half a minute ago.
      mask: [
        page.getByRole('region', { name: '地图' }),
        page.locator('.dot'),
        page.locator('.warnings'),
        page.locator('.ticker, .right > :last-child'),
      ],
    });
  }
});

test('with none, one, six, twenty or forty open orders each is in sight or counted, and nothing runs over', async ({
  app,
  wall,
}) => {
  test.slow();
  const page = await wall('440310');
  await isLive(page);
  const orders = page.getByRole('region', { name: '未结发令单' });
  await expect(orders.getByText('现在没有未结发令单。')).toBeVisible();
  let shown = 0;
  for (const [n, more] of [
    [1, 1],
    [6, 5],
    [20, 14],
    [40, 20],
  ] as const) {
    await issue(app, more);
    await expect(orders.getByText(new RegExp(`^${n} 单 · `))).toBeVisible();
    shown = await orders.getByRole('article').count();
    const uncounted = /另有 (\d+) 单/.exec(await orders.innerText())?.[1] ?? '0';
    expect(shown + Number(uncounted)).toBe(n);
    const foot = await orders.evaluate((node) => node.getBoundingClientRect().bottom);
    const last = orders.getByRole('article').last();
    expect(await last.evaluate((node) => node.getBoundingClientRect().bottom)).toBeLessThanOrEqual(
      foot + 0.5,
    );
  }
  // Alone on the wall there is room for more of them at once.
  await setUp(app, { playlist: [{ scene: 'orders', seconds: 3600 }] });
  await expect.poll(() => orders.getByRole('article').count()).toBeGreaterThan(shown);
});

test('a wall whose viewer wants no motion moves nothing', async ({ app, wall }) => {
  const page = await wall('440310');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await isLive(page);
  await issue(app, 1);
  await expect(page.getByRole('article')).toHaveCount(1);
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => Number(one.effect?.getComputedTiming().duration ?? 0) > 20)
      .map((one) => (one.effect as KeyframeEffect).target?.className),
  );
  expect(moving).toEqual([]);
});
