import { sql } from 'drizzle-orm';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { CaseFile } from '#server/case/file.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { lineOf } from '../support/line.ts';
import type { RunningApp } from '../support/running-app.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
  { width: 5760, height: 1080 },
];

/** So many orders that their departments have yet to sign. */
async function issue(app: RunningApp, n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await app.act('ps-worker-xiuxin', 'order.draft', { recipients, onSiteWithinMin: 45 }, { caseId });
    const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
    const orderId = file.case.orders[0]?.id;
    const { status } = await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
    expect(status).toBe(200);
  }
}

const reported = (app: RunningApp) =>
  app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin });

/** The wall has its first snapshot. */
const isLive = (page: Page): Promise<void> => expect(page.locator('main time')).toBeVisible();

/** 五个一, the first step: how many were discovered today, as the wall shows it and as the database counts it. */
async function expectEqualToSql(page: Page, app: RunningApp): Promise<void> {
  const { rows } = await app.pool.db.execute<{ n: string }>(
    sql`select count(*) as n from "case" where area_code like '440310%' and discovered_at >= 1628784000000`,
  );
  await expect(page.getByRole('region', { name: '五个一' }).locator('.count').first()).toHaveText(
    rows[0]?.n ?? '',
  );
}

/** Every piece of text on the page with its box and its size, in pixels. */
const textsOf = (page: Page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const found: { text: string; size: number; left: number; right: number; top: number }[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement!;
      if (text === '' || element.closest('.unseen, style, [popover]')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right, top, width } = range.getBoundingClientRect();
      if (width === 0) continue;
      found.push({ text, size: parseFloat(getComputedStyle(element).fontSize), left, right, top });
    }
    return found;
  });

test('axe finds nothing on a wall, by day, at night, stale, with twenty orders and with none', async ({
  app,
  wall,
}) => {
  const page = await wall('440310');
  const line = await lineOf(page);
  await page.reload();
  await isLive(page);
  expect(await page.locator('main').getAttribute('data-night')).toBe('true');
  expect(await axeFaults(page)).toEqual([]);
  await issue(app, 20);
  await expect(page.getByRole('article').first()).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await app.pool.db.execute(
    sql`update device set setup = '{"playlist":[{"scene":"overview","seconds":60}],"night":null,"sound":false}'`,
  );
  await expect(page.locator('main')).toHaveAttribute('data-night', 'false');
  expect(await axeFaults(page)).toEqual([]);
  line.cut();
  await expect(page.getByText('数据已停滞').first()).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
});

for (const size of SIZES) {
  test(`at ${size.width} × ${size.height} no text is smaller than 1.4 % of the height, none is cut, and none stands on a seam`, async ({
    app,
    wall,
  }) => {
    await issue(app, 6);
    const page = await wall('440310');
    await page.setViewportSize(size);
    await isLive(page);
    await expect(page.getByRole('article')).toHaveCount(6);
    await page.evaluate(() => document.fonts.ready);
    const texts = await textsOf(page);
    expect(texts.length).toBeGreaterThan(60);
    const small = texts.filter((one) => one.size < 0.014 * size.height);
    expect(small).toEqual([]);
    const { scrollWidth, scrollHeight } = await page.evaluate(() => document.documentElement);
    expect({ scrollWidth, scrollHeight }).toEqual({ scrollWidth: size.width, scrollHeight: size.height });
    if (size.width / size.height < 2.8) return;
    const keep = 0.022 * size.height;
    const onSeam = texts.filter((one) =>
      [1, 2].some((n) => {
        const seam = (n * size.width) / 3;
        return one.left < seam + keep - 0.5 && one.right > seam - keep + 0.5;
      }),
    );
    expect(onSeam).toEqual([]);
  });
}

for (const n of [0, 1, 20, 40]) {
  test(`with ${n} open orders every order is in sight or counted, and nothing runs over`, async ({
    app,
    wall,
  }) => {
    await issue(app, n);
    const page = await wall('440310');
    await isLive(page);
    const orders = page.getByRole('region', { name: '未结发令单' });
    if (n === 0) return expect(orders.getByText('现在没有未结发令单。')).toBeVisible();
    await expect(orders.getByText(`${n} 单`)).toBeVisible();
    const shown = await orders.getByRole('article').count();
    const more = /另有 (\d+) 单/.exec(await orders.innerText())?.[1] ?? '0';
    expect(shown + Number(more)).toBe(n);
    const foot = await orders.evaluate((node) => node.getBoundingClientRect().bottom);
    const last = await orders
      .getByRole('article')
      .last()
      .evaluate((node) => node.getBoundingClientRect().bottom);
    expect(last).toBeLessThanOrEqual(foot);
    await app.pool.db.execute(
      sql`update device set setup = '{"playlist":[{"scene":"orders","seconds":3600}],"night":null,"sound":false}'`,
    );
    // Alone on the wall, page after page: more of them at once, and what page it is.
    await expect(async () =>
      expect(await orders.getByRole('article').count()).toBeGreaterThan(Math.min(shown, n - 1)),
    ).toPass();
  });
}

test('with its line cut a wall says so within 12 s, in the colours of nothing, and is right again when it heals', async ({
  app,
  wall,
}) => {
  const page = await wall('440310');
  const line = await lineOf(page);
  await page.reload();
  await isLive(page);
  await reported(app);
  await expectEqualToSql(page, app);
  // Measured in the page, from the last word that it heard: what stands between here and the page does not count.
  const silence = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const main = document.querySelector('main')!;
        new MutationObserver(() => {
          if (main.dataset['stale'] === 'true') resolve(document.querySelector('.band p')?.textContent ?? '');
        }).observe(main, { attributes: true });
      }),
  );
  line.cut();
  await reported(app);
  const said = await silence;
  expect(Number(/(\d+)/.exec(said.replace(/^\D*0:/, ''))?.[1])).toBeLessThanOrEqual(12);
  const red = await page
    .locator('main')
    .evaluate((node) => getComputedStyle(node).getPropertyValue('--red').trim());
  expect(red).toBe(
    await page.locator('main').evaluate((node) => getComputedStyle(node).getPropertyValue('--text-3').trim()),
  );
  line.heal();
  await expect(page.locator('main')).toHaveAttribute('data-stale', 'false');
  await expect(() => expectEqualToSql(page, app)).toPass({ timeout: 5_000 });
});

test('a newer build is announced and loaded, and the wall is still the same device', async ({
  app,
  wall,
}) => {
  const page = await wall('440310');
  const line = await lineOf(page);
  await page.reload();
  await isLive(page);
  const cookies = await page.context().cookies();
  const loaded = await page.evaluate(() => performance.timeOrigin);
  line.rewrite((message) => message.replace(/"build":"[^"]*"/, '"build":"a newer one"'));
  line.heal();
  await expect(page.getByText('已有新版本，10 秒后自动刷新')).toBeVisible();
  await expect(async () =>
    expect(await page.evaluate(() => performance.timeOrigin)).toBeGreaterThan(loaded),
  ).toPass();
  await isLive(page);
  expect(await page.context().cookies()).toEqual(cookies);
  await reported(app);
  await expectEqualToSql(page, app);
});

test('a desk puts a street on a wall: the wall says by which office, shows it, and goes back', async ({
  app,
  open,
  wall,
}) => {
  await reported(app);
  const page = await wall('440310');
  await isLive(page);
  const desk = await open('ps-dispatch-1', 'desk', '/desk');
  await desk.getByRole('button', { name: '投到大屏' }).click();
  const dialog = desk.getByRole('dialog', { name: '投到大屏' });
  await dialog.getByLabel('片区').selectOption({ label: '碧岭街道' });
  await dialog.getByRole('button', { name: '投上去' }).click();
  await expect(dialog.getByText('已投到')).toBeVisible();
  await expect(page.getByText('分拨员投放：碧岭街道')).toBeVisible();
  await expect(page.getByRole('region', { name: '五个一' }).locator('.count').first()).toHaveText('0');
  expect(await page.locator('main').innerText()).not.toMatch(/ps-dispatch/);
  await dialog.getByRole('button', { name: '恢复轮播' }).click();
  await expect(page.getByText('分拨员投放')).toHaveCount(0);
  await expectEqualToSql(page, app);
});

test('a playlist goes from scene to scene, and space holds it', async ({ app, wall }) => {
  const page = await wall('440310');
  await isLive(page);
  await app.pool.db.execute(
    sql`update device set setup = '{"playlist":[{"scene":"times","seconds":5},{"scene":"streets","seconds":5}],"night":null,"sound":false}'`,
  );
  await expect(page.getByText(/^响应用时 · 1\/7$/)).toBeVisible();
  await expect(page.getByText(/· 2\/7$/)).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('轮播已暂停')).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('轮播已暂停')).toHaveCount(0);
  await expect(page.getByText(/· 3\/7$/)).toBeVisible();
});

test('a breach is said once where the device is set up for it, and never otherwise', async ({
  app,
  wall,
}) => {
  const page = await wall('440310');
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    speechSynthesis.speak = (spoken) => void said.push(`${spoken.lang} ${spoken.text}`);
  });
  await page.reload();
  await isLive(page);
  const heard = (): Promise<string[]> => page.evaluate(() => (window as unknown as { said: string[] }).said);
  await issue(app, 1);
  await app.forward(11 * 60_000);
  await expect(page.getByRole('region', { name: '未结发令单' }).getByText('逾期').first()).toBeVisible();
  expect(await heard()).toEqual([]);
  await app.pool.db.execute(
    sql`update device set setup = '{"playlist":[{"scene":"overview","seconds":60}],"night":null,"sound":true}'`,
  );
  await expect(page.locator('main')).toHaveAttribute('data-night', 'false');
  await issue(app, 1);
  await app.forward(11 * 60_000);
  // What comes after the breach is there: so is the breach.
  await reported(app);
  await expectEqualToSql(page, app);
  const first = await heard();
  expect(first.length).toBeGreaterThan(0);
  await reported(app);
  await expectEqualToSql(page, app);
  expect(await heard()).toEqual(first);
  expect(new Set(first).size).toBe(first.length);
  expect(first.every((one) => one.startsWith('zh-CN '))).toBe(true);
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

for (const { width, height } of [SIZES[0]!, SIZES[2]!]) {
  test(`the layout at ${width} × ${height} is the one that was looked at`, async ({ app, wall }) => {
    await issue(app, 6);
    const page = await wall('440310');
    await page.setViewportSize({ width, height });
    await isLive(page);
    await expect(page.getByRole('article')).toHaveCount(6);
    await page.evaluate(() => document.fonts.ready);
    await expect(page).toHaveScreenshot(`wall-${width}.png`, {
      animations: 'disabled',
      maxDiffPixelRatio: 0.01,
      // What moves by itself: the map, how fresh the data is, and what was new half a minute ago.
      mask: [
        page.getByRole('region', { name: '地图' }),
        page.locator('.dot'),
        page.locator('.ticker, .right > :last-child'),
      ],
    });
  });
}
