import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test } from '../support/browsers.ts';

test('a contact is shown for a reason and counted down, and the resident reads that somebody looked', async ({
  app,
  open,
  visit,
}, info) => {
  // given a case of somebody who gave a name and a number
  const { receipt } = await app.act(null, 'case.report', {
    ...{ channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin },
    contact: { name: '赖小满', phone: '13712345678' },
  });
  const desk = await open('ps-dispatch-1', 'desk', '/desk');
  await desk.getByRole('row').filter({ hasText: '秀新社区' }).click();
  await expect(desk.getByText('赖**')).toBeVisible();

  // when the dispatcher asks for it, first without a reason
  await desk.getByRole('button', { name: '显示联系方式' }).click();
  const dialog = desk.getByRole('dialog');
  const show = dialog.getByRole('button', { name: '显示', exact: false }).last();
  await show.click();
  await expect(dialog.getByText('请选择理由。')).toBeVisible();
  await dialog.getByText('核实情况').click();
  await desk.screenshot({ path: info.outputPath('dialog.png') });
  await show.click();

  // then it stands there with what is left of its ten minutes
  await expect(desk.getByRole('link', { name: '拨打 13712345678' })).toBeVisible();
  await expect(desk.getByRole('timer').filter({ hasText: '后隐藏' })).toContainText(/9:\d\d|10:00/);
  await desk.screenshot({ path: info.outputPath('shown.png') });

  // and the resident reads when, which office and why, and nobody's name
  const track = await visit('phone', `/track/${receipt}`);
  await expect(track.getByText('核实情况')).toBeVisible();
  await expect(track.locator('body')).not.toContainText('冯立新');
  await track.screenshot({ path: info.outputPath('track.png'), fullPage: true });
});

test('the first case of an empty queue stands at once, also while the hand moves over it', async ({
  app,
  open,
}) => {
  // given a dispatcher whose pointer never rests
  const desk = await open('ps-dispatch-1', 'desk', '/desk');
  await expect(desk.getByText('没有待办的诉求。')).toBeVisible();
  await desk.getByRole('grid').evaluate((grid) => {
    setInterval(() => grid.dispatchEvent(new PointerEvent('pointermove', { bubbles: true })), 100);
  });
  // when a case comes in
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  await app.act(null, 'case.report', report);
  // then it stands in the list, where there was nothing to move away
  await expect(desk.getByRole('row').filter({ hasText: '秀新社区' })).toBeVisible();
});
