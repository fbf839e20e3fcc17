import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test } from '../support/browsers.ts';
import { expectFigure, expectLive, expectNoTrace, ticker } from '../support/readings.ts';

const MINUTE = 60_000;
const WORDS = '@坪山 东二三巷的垃圾桶满了两天没人收';

test.use({ beginsAt: '2021-08-13T22:00:00+08:00' });

/** The report's story of 秀新社区东二三巷: noticed after half an hour, received five minutes later, cleaned the same night. */
test('rubbish in Xiuxin is accepted after 30 minutes, signed for after 5, and cleaned the same night', async ({
  app,
  wall,
  open,
  visit,
}) => {
  const room = await wall('440310');
  await expectLive(room);

  // A resident posts through WeChat at 22:00; the wall has it at once, without the words.
  const reported = await app.act(null, 'case.report', {
    channel: 'wechat',
    words: WORDS,
    point: STORY_PLACES.xiuxin,
    contact: { name: '赖小满', phone: '13712345678' },
  });
  expect(reported.status).toBe(200);
  await expect(ticker(room, '微信公众号收到一件')).toContainText('秀新社区');

  // Half an hour later the dispatcher notices it, classes it, and sends it to the street's municipal services.
  await app.forward(30 * MINUTE);
  const desk = await open('ps-dispatch-1', 'desk', '/desk');
  await desk.getByRole('row').filter({ hasText: '秀新社区' }).click();
  await desk.getByRole('toolbar').getByRole('button', { name: '受理', exact: false }).first().click();
  const accepting = desk.getByRole('dialog');
  await accepting.getByLabel('地点名称').fill('秀新社区东二三巷');
  await accepting.getByRole('button', { name: '受理' }).click();
  await expect(ticker(room, '已受理')).toContainText('秀新社区东二三巷垃圾满溢，用时 30分00秒');
  await expectFigure(room, '受理', '1');

  await desk.getByRole('toolbar').getByRole('button', { name: '分拨' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '分拨' }).click();
  await expect(ticker(room, '分拨给坑梓街道市政服务部')).toBeVisible();

  // Its officer has it on the phone, and signs five minutes later.
  const phone = await open('ps-officer-kengzi-municipal', 'phone', '/department');
  await phone.getByRole('link').filter({ hasText: '秀新社区东二三巷' }).first().click();
  await expect(phone.getByText('打开不算签收')).toBeVisible();
  await app.forward(5 * MINUTE);
  await phone.getByRole('button', { name: '签收' }).click();
  await expect(ticker(room, '坑梓街道市政服务部签收')).toContainText('用时 5分00秒');

  // Contacted, cleaned the same night, bins put back and posters up.
  await phone.getByRole('button', { name: '已联系群众' }).click();
  await expect(ticker(room, '已联系群众')).toBeVisible();
  await app.forward(60 * MINUTE);
  await phone.getByRole('button', { name: '办结' }).first().click();
  const resolving = phone.getByRole('dialog');
  await resolving.getByLabel('处置结果').fill('垃圾已清走，放回四只分类桶，贴了海报。');
  await resolving.getByRole('button', { name: '办结' }).click();
  await expectFigure(room, '化解', '1');

  // The resident sees what was done behind the code, and says that it is solved.
  const track = await visit('phone', `/track/${reported.receipt}`);
  await expect(track.getByText('垃圾已清走，放回四只分类桶，贴了海报。')).toBeVisible();
  await expect(track.getByText('坑梓街道市政服务部').first()).toBeVisible();
  await track.getByRole('button', { name: '已解决' }).click();
  await expect(track.getByText('您已确认解决')).toBeVisible();
  await expect(ticker(room, '群众确认已解决')).toBeVisible();

  // The dispatcher calls back; the case is closed, and nowhere on the wall was a word of the resident's.
  await expect(desk.getByRole('toolbar').getByRole('button', { name: '回访反馈' })).toBeVisible();
  await desk.getByRole('toolbar').getByRole('button', { name: '回访反馈' }).click();
  await desk.getByRole('dialog').getByText('满意', { exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '完成回访' }).click();
  await expect(ticker(room, '已回访反馈')).toBeVisible();
  await expectNoTrace(room, [WORDS, '赖小满', '13712345678']);
});
