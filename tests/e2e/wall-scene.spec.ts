import { expect, test } from '../support/browsers.ts';
import { expectEqualToSql, isLive, issue, reported, setUp } from '../support/wall.ts';

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
  await setUp(app, {
    playlist: [
      { scene: 'times', seconds: 5 },
      { scene: 'streets', seconds: 5 },
    ],
  });
  await expect(page.getByText(/^响应用时 · 1\/7/)).toBeVisible();
  await expect(page.getByText(/· 2\/7/)).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('轮播已暂停')).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByText('轮播已暂停')).toHaveCount(0);
  await expect(page.getByText(/· 3\/7/)).toBeVisible();
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
  const orders = page.getByRole('region', { name: '未结发令单' });
  await expect(orders.getByText('逾期').first()).toBeVisible();
  // The wall's own clock shows the breach before it has heard of it: what comes after it is there, so is the breach.
  await reported(app);
  await expectEqualToSql(page, app);
  expect(await heard()).toEqual([]);
  await setUp(app, { sound: true, night: null });
  await expect(page.locator('main')).toHaveAttribute('data-night', 'false');
  await issue(app, 1);
  await app.forward(11 * 60_000);
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
