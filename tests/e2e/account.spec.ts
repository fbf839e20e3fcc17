import { TEST_PASSWORD } from '../support/running-app.ts';
import { expect, test } from '../support/browsers.ts';

test.describe('an account', () => {
  test('is made in /admin, chooses a password at its first sign-in, and then goes to work', async ({
    open,
    visit,
  }) => {
    const admin = await open('sz-security-admin', 'desk', '/admin');
    await admin.getByText('新建账号').click();
    const form = admin.locator('form[action="?/create"]');
    await form.getByLabel('账号名').fill('new-leader');
    await form.getByLabel('工号').fill('10077');
    await form.getByLabel('姓名').fill('新来的');
    await form.getByLabel('岗位').selectOption('leader');
    await form.getByLabel('辖区编码').fill('440310');
    await form.getByRole('button', { name: '新建' }).click();
    const password = await admin.locator('code').first().innerText();

    const own = await visit('desk', '/insight');
    await own.getByLabel('用户名').fill('new-leader');
    await own.getByLabel('密码').fill(password);
    await own.getByRole('button', { name: '登录', exact: true }).click();
    await expect(own.getByText('请先更换初始密码')).toBeVisible();
    await own.goto('/insight');
    await expect(own).toHaveURL(/\/account$/);
    await own.getByLabel('当前密码').fill(password);
    await own.getByLabel('新密码').fill('坪山的山坪山的水坪山的人民');
    await own.getByRole('button', { name: '更换' }).click();
    await expect(own.getByText('密码已更换')).toBeVisible();
    await own.getByRole('link', { name: '继续' }).click();
    await expect(own).toHaveURL(/\/insight$/);
  });

  test('that is mistyped five times says for how long it is closed', async ({ visit }) => {
    const page = await visit('desk', '/sign-in');
    for (let n = 0; n < 5; n += 1) {
      await page.getByLabel('用户名').fill('ps-leader-1');
      await page.getByLabel('密码').fill(`wrong ${n}`);
      await page.getByRole('button', { name: '登录', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText(n < 4 ? `还可以再试 ${4 - n} 次` : '15 分钟');
    }
    await page.getByLabel('密码').fill(TEST_PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('分钟后再试');
  });

  test('that is signed out elsewhere closes its open screen', async ({ app, open }) => {
    const desk = await open('ps-dispatch-1', 'desk', '/desk');
    await expect(desk.getByRole('button', { name: '退出' })).toBeVisible();
    const second = await app.get('/api/v1/sessions', 'ps-dispatch-1');
    const { sessions } = (await second.json()) as { sessions: { id: string }[] };
    expect(sessions.length).toBeGreaterThan(0);
    const admin = await open('sz-security-admin', 'desk', '/admin');
    await admin.getByPlaceholder('查找账号').fill('ps-dispatch-1');
    await admin.getByRole('button', { name: '改动' }).click();
    await admin.getByRole('button', { name: '各处退出' }).click();
    await expect(desk.getByText('您还没有登录，或登录已过期').first()).toBeVisible({ timeout: 30_000 });
  });

  test('a wall gets its link once, as a QR code too, and is revoked in the list', async ({ open, visit }) => {
    const admin = await open('sz-security-admin', 'desk', '/admin/devices');
    await admin.getByLabel('名称').fill('值班室大屏');
    await admin.getByLabel('辖区编码').fill('440310');
    await admin.getByRole('button', { name: '登记大屏' }).click();
    const link = await admin.locator('code').first().innerText();
    await expect(admin.getByRole('img', { name: /大屏链接/ })).toBeVisible();
    const wall = await visit('wall', new URL(link).pathname + new URL(link).search);
    await expect(wall).toHaveURL(/\/wall\/440310$/);
    const row = admin.getByRole('row').filter({ hasText: '值班室大屏' });
    await row.getByRole('button', { name: '停用' }).click();
    await expect(row.getByText('已停用')).toBeVisible();
  });
});
