import { expect, test } from '../support/browsers.ts';

test('a wall without open orders says so', async ({ wall }) => {
  const page = await wall('440310');
  await expect(page.locator('main time').first()).toBeVisible();
  const orders = page.getByRole('region', { name: '未结发令单' });
  await expect(orders.getByText('现在没有未结发令单。')).toBeVisible();
});
