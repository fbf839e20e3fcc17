import { addDevice } from '#server/demo/load.ts';
import { Sealer } from '#server/access/seal.ts';
import type { CaseFile } from '#server/case/file.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test } from '../support/browsers.ts';
import { expectLive, orderOn } from '../support/readings.ts';
import { TEST_SECRET } from '../support/running-app.ts';

test('a wall that shows an order and a phone that lists it say so, and one that is off does not', async ({
  app,
  wall,
  open,
}) => {
  const room = await wall('440310');
  await expectLive(room);
  await addDevice(app.pool.db, new Sealer(TEST_SECRET), '440310005', '坑梓街道大屏');

  // An order is issued in the area of both walls; one of them is on.
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const draft = { recipients: [{ departmentId: '440310005-municipal', part: 'lead' }], onSiteWithinMin: 45 };
  await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
  const { id: orderId = '', number = '' } = file.case.orders[0] ?? {};
  await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
  await expect(orderOn(room, '垃圾满溢')).toBeVisible();

  // The leader reads what the screens said themselves, and opens the number of the wall that is off.
  const leader = await open('ps-leader-1', 'desk', '/certificate');
  const row = (name: string) => leader.getByRole('row').filter({ hasText: name });
  await expect(async () => {
    await leader.reload();
    await expect(row('wall 440310').getByRole('link', { name: '展示：1 张' })).toBeVisible({ timeout: 500 });
  }).toPass();
  await row('坑梓街道大屏').getByRole('link', { name: '未送达：1 张' }).click();
  await expect(leader.getByText('发出1 送达0 展示0')).toBeVisible();
  await leader.getByRole('link', { name: number }).click();
  await expect(leader.getByText('发出2 送达1 展示1 最长0.00秒')).toBeVisible();

  // The department opens its list after two minutes: that is its delay.
  await app.forward(2 * 60_000);
  const phone = await open('ps-officer-kengzi-municipal', 'phone', '/department');
  await expect(phone.getByRole('link').filter({ hasText: '垃圾满溢' })).toBeVisible();
  await expect(async () => {
    await leader.reload();
    await expect(leader.getByText('发出3 送达2 展示2 最长2分00秒')).toBeVisible({ timeout: 500 });
  }).toPass();
});
