import { note } from '#server/audit/entry.ts';
import { TEST_PASSWORD } from '../support/running-app.ts';
import { expect, test } from '../support/browsers.ts';

test('the audit administrator comes from the sign-in to the audit, finds an entry, and nobody else may look', async ({
  app,
  visit,
  open,
}) => {
  // given somebody who looked at a resident's contact
  const person = app.city.people.find(({ username }) => username === 'ps-dispatch-1')!;
  await note(app.pool.db, { actor: person.id, act: 'contact.reveal', details: { reason: 'callback' } });
  await note(app.pool.db, { actor: 'nobody', act: 'sign-in.failed' });

  // when the audit administrator signs in
  const page = await visit('desk', '/sign-in');
  await page.getByLabel('用户名').fill('sz-audit-admin');
  await page.getByLabel('密码').fill(TEST_PASSWORD);
  await page.getByRole('button', { name: '登录', exact: true }).click();

  // then the audit is there, with the state of the chains
  await expect(page).toHaveURL(/\/audit$/);
  await expect(page.getByText(/链完整：事件至第 \d+ 条，审计记录至第 \d+ 条/)).toBeVisible();
  await expect(page.getByText('没有设置外部存证')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: '登录失败' })).toBeVisible();

  // when only what one account revealed is asked for
  await page.getByLabel('操作').selectOption('查看群众联系方式');
  await page.getByLabel('谁（账号）').fill('ps-dispatch-1');
  await page.getByRole('button', { name: '查找' }).click();

  // then that one entry is shown, by the name of who did it
  await expect(page.getByRole('rowheader')).toHaveText(['查看群众联系方式']);
  await expect(page.getByRole('cell', { name: person.name })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('rowheader')).toHaveText(['Revealed a resident’s contact']);

  // and a dispatcher is let no further than the sign-in
  const other = await open('ps-dispatch-1', 'desk', '/audit');
  await expect(other).toHaveURL(/\/sign-in\?to=%2Faudit$/);
  await expect(other.getByRole('table')).toHaveCount(0);
});
