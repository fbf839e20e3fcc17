import { expect, test } from '../support/browsers.ts';

test('a click leads down to a street and its community, the trail leads up again, and the address says where', async ({
  open,
}) => {
  const page = await open('ps-dispatch-1', 'wall', '/wall/440310');
  const map = page.getByRole('region', { name: '地图' });
  const click = async (): Promise<void> => {
    const box = await map.boundingBox();
    if (!box) throw new Error('there is no map');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  };
  const trail = page.getByRole('navigation', { name: '辖区层级' });
  await expect(trail.getByText('坪山区')).toHaveAttribute('aria-current', 'page');
  await click();
  await page.waitForURL(/\/wall\/440310\d{3}$/);
  await expect(trail.locator('[aria-current]')).toHaveText(/街道$/);

  // By keyboard, down and up.
  await trail.getByRole('link', { name: /社区$/ }).first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/wall\/440310\d{6}$/);
  await expect(trail.locator('[aria-current]')).toHaveText(/社区$/);
  await trail.getByRole('link', { name: '坪山区' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/wall\/440310$/);
  await page.goBack();
  await expect(trail.locator('[aria-current]')).toHaveText(/社区$/);
});

test('a wall of a street leads to its communities and never above itself', async ({ wall }) => {
  const page = await wall('440310005');
  const trail = page.getByRole('navigation', { name: '辖区层级' });
  await expect(trail.getByRole('link', { name: '秀新社区' })).toBeAttached();
  await expect(trail.getByText('坪山区')).toHaveCount(0);
  await page.goto('/wall/440310');
  await expect(page.getByRole('region', { name: '地图' })).toHaveCount(0);
});

test('services are switched off and on with a mouse', async ({ open }) => {
  const page = await open('ps-dispatch-1', 'wall', '/wall/440310');
  const service = page.getByRole('button', { name: '公共法律圈' });
  await expect(service).toHaveAttribute('aria-pressed', 'true');
  await service.click();
  await expect(service).toHaveAttribute('aria-pressed', 'false');
});
