import { STORY_PLACES } from '#server/demo/city/places.ts';
import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import type { RunningApp } from '../support/running-app.ts';

const DISPATCHER = 'ps-dispatch-1';
const GRID = 'ps-grid-xiuxin';
const { lat, lon } = STORY_PLACES.xiuxin;

test.use({ beginsAt: '2021-08-13T10:00:00+08:00' });

/** A case at 秀新社区东二三巷, accepted under this name of its place. */
async function accepted(app: RunningApp, label: string): Promise<void> {
  const report = { channel: 'wechat', words: '垃圾桶满了', point: { lat, lon } };
  const { caseId } = await app.act(null, 'case.report', report);
  const matter = { matterCode: 'municipal.garbage-overflow', label };
  expect((await app.act(DISPATCHER, 'case.accept', matter, { caseId })).status).toBe(200);
}

const volunteersAt = (desk: Page) => desk.getByRole('region', { name: '在岗平安员' });
const place = (metres: number) => ({ latitude: lat + metres / 111_195, longitude: lon });

test('a volunteer who goes on duty on the phone stands at the desk with distance and freshness, and is gone after', async ({
  app,
  open,
}) => {
  const { name } = app.city.people.find(({ username }) => username === GRID)!;
  // Given two cases at the same place, one of them open at a desk, and nobody on duty
  await accepted(app, '东巷口');
  await accepted(app, '西巷口');
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await desk.getByRole('row').filter({ hasText: '东巷口' }).click();
  await expect(volunteersAt(desk)).toContainText('2 公里内没有在岗的平安员');

  // When a volunteer without leave to use the position goes on duty, the phone says why not
  const phone = await open(GRID, 'phone', '/community');
  const duty = phone.getByRole('region', { name: '在岗' });
  await expect(duty.getByRole('status')).toHaveText('未上岗');
  await phone.context().clearPermissions();
  await duty.getByRole('button', { name: '上岗' }).click();
  await expect(duty.getByRole('alert')).toContainText('没有取到位置，没有上岗');
  expect(await axeFaults(phone)).toEqual([]);

  // When it is allowed, 180 metres away
  await phone.context().grantPermissions(['geolocation'], { origin: app.origin });
  await phone.context().setGeolocation(place(180));
  await duty.getByRole('button', { name: '上岗' }).click();
  await expect(duty.getByRole('status')).toContainText('已报位置');

  // Then the desk has them at the next case that is opened
  await desk.getByRole('row').filter({ hasText: '西巷口' }).click();
  await expect(volunteersAt(desk)).toContainText(name);
  await expect(volunteersAt(desk)).toContainText('网格员 · 刚刚的位置');
  await expect(volunteersAt(desk)).toContainText('180 米');
  expect(await axeFaults(desk)).toEqual([]);

  // When the page is loaded again, the duty goes on, from where they are now
  await phone.context().setGeolocation(place(400));
  await phone.reload();
  await expect(duty.getByRole('status')).toContainText('已报位置');
  await desk.getByRole('row').filter({ hasText: '东巷口' }).click();
  await expect(volunteersAt(desk)).toContainText('400 米');

  // When they leave, nobody is there any more
  await duty.getByRole('button', { name: '离岗' }).click();
  await expect(duty.getByRole('status')).toHaveText('未上岗');
  await desk.getByRole('row').filter({ hasText: '西巷口' }).click();
  await expect(volunteersAt(desk)).toContainText('2 公里内没有在岗的平安员');
});

test('a case that stays open is asked about again every minute', async ({ app, open }) => {
  await accepted(app, '东巷口');
  const desk = await open(DISPATCHER, 'desk', '/desk');
  await desk.clock.install();
  await desk.reload();
  await desk.getByRole('row').filter({ hasText: '东巷口' }).click();
  await desk.clock.runFor(1_000);
  await expect(volunteersAt(desk)).toContainText('2 公里内没有在岗的平安员');

  const phone = await open(GRID, 'phone', '/community');
  await phone.context().grantPermissions(['geolocation'], { origin: app.origin });
  await phone.context().setGeolocation(place(100));
  await phone.getByRole('button', { name: '上岗' }).click();
  await expect(phone.getByRole('region', { name: '在岗' }).getByRole('status')).toContainText('已报位置');

  await desk.clock.runFor(60_000);
  await expect(volunteersAt(desk)).toContainText('100 米');
});
