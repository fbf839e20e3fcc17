import { axeFaults } from '../support/axe.ts';
import { expect, test } from '../support/browsers.ts';
import { lineOf } from '../support/line.ts';
import { expectEqualToSql, isLive, issue, reported, setUp } from '../support/wall.ts';

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
          if (main.dataset['stale'] === 'true') resolve(document.querySelector('.band')?.textContent ?? '');
        }).observe(main, { attributes: true });
      }),
  );
  line.cut();
  await reported(app);
  const said = await silence;
  const [, minutes, seconds] = /已 (\d+):(\d+) 没有新数据/.exec(said) ?? [];
  expect(60 * Number(minutes) + Number(seconds)).toBeLessThanOrEqual(12);
  const colour = (name: string): Promise<string> =>
    page
      .locator('main')
      .evaluate((node, token) => getComputedStyle(node).getPropertyValue(token).trim(), name);
  expect(await colour('--red')).toBe(await colour('--text-3'));
  line.heal();
  await expect(page.locator('main')).toHaveAttribute('data-stale', 'false');
  await expectEqualToSql(page, app);
});

test('a newer build is announced and loaded, and the wall is still the same device', async ({
  app,
  wall,
}) => {
  const page = await wall('440310');
  const line = await lineOf(page);
  await page.reload();
  await isLive(page);
  const device = async () =>
    (await page.context().cookies()).filter(({ name }) => name !== 'PARAGLIDE_LOCALE');
  const before = await device();
  const loaded = await page.evaluate(() => performance.timeOrigin);
  line.rewrite((message) => message.replace(/"build":"[^"]*"/, '"build":"a newer one"'));
  line.heal();
  await expect(page.getByRole('status').filter({ hasText: '已有新版本，10 秒后自动刷新' })).toBeVisible();
  line.rewrite((message) => message);
  await expect(async () =>
    expect(await page.evaluate(() => performance.timeOrigin)).toBeGreaterThan(loaded),
  ).toPass();
  await isLive(page);
  expect(before).toHaveLength(1);
  expect(await device()).toEqual(before);
  await reported(app);
  await expectEqualToSql(page, app);
});

test('a page that the older of two processes gave out is loaded anew at its first word with the newer one', async ({
  wall,
}) => {
  // given
  const page = await wall('440310');
  const line = await lineOf(page);
  line.rewrite((message) => message.replace(/"build":"[^"]*"/, '"build":"a newer one"'));
  // when
  await page.reload();
  // then
  await expect(page.getByRole('status').filter({ hasText: '已有新版本，10 秒后自动刷新' })).toBeVisible();
  const loaded = await page.evaluate(() => performance.timeOrigin);
  line.rewrite((message) => message);
  await expect(async () =>
    expect(await page.evaluate(() => performance.timeOrigin)).toBeGreaterThan(loaded),
  ).toPass();
  await isLive(page);
});

test('axe finds nothing on a wall at night, with orders, by day and stale', async ({ app, wall }) => {
  test.slow();
  const page = await wall('440310');
  const line = await lineOf(page);
  await page.reload();
  await isLive(page);
  await expect(page.locator('main')).toHaveAttribute('data-night', 'true');
  expect(await axeFaults(page)).toEqual([]);
  await issue(app, 12);
  await expect(page.getByRole('article').first()).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await setUp(app, { night: null });
  await expect(page.locator('main')).toHaveAttribute('data-night', 'false');
  expect(await axeFaults(page)).toEqual([]);
  line.cut();
  await expect(page.locator('main')).toHaveAttribute('data-stale', 'true');
  expect(await axeFaults(page)).toEqual([]);
});
