import { expect, test } from '../support/browsers.ts';

test('the start page leads to the screens', async ({ visit }) => {
  const page = await visit('desk', '/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
