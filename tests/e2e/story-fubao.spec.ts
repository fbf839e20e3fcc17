import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test } from '../support/browsers.ts';
import { expectFigure, expectLive, orderOn, ticker } from '../support/readings.ts';

const MINUTE = 60_000;
const PLACE = '兴湖路富宝市场对面停车场';
const OFFICERS = [
  { username: 'lh-officer-market-regulation', after: 2 * MINUTE, taken: '2分00秒' },
  { username: 'lh-officer-petition', after: 2 * MINUTE, taken: '4分00秒' },
  { username: 'lh-officer-huangbei-stability', after: 5 * MINUTE, taken: '9分00秒' },
] as const;

test.use({ beginsAt: '2021-07-23T09:00:00+08:00' });

/** The report's story of 富宝市场: one order, three departments, three timers to sign by. */
test('the community orders three departments to Fubao market, and each signs within its ten minutes', async ({
  app,
  wall,
  open,
}) => {
  const room = await wall('440303');
  await expectLive(room);
  const report = {
    channel: 'visit',
    words: '对面停车场每天有人无证摆摊，堵住通道',
    point: STORY_PLACES.fubao,
  };
  const { caseId } = await app.act(null, 'case.report', report);

  // A worker of the community goes and looks, and registers it.
  const worker = await open('lh-worker-shuiku', 'phone', `/community/${caseId}`);
  await worker.getByRole('button', { name: '受理…' }).click();
  const accepting = worker.getByRole('dialog');
  await accepting.getByRole('button', { name: '占道经营' }).click();
  await accepting.getByLabel('地点名称').fill(PLACE);
  await accepting.getByRole('button', { name: '受理' }).click();
  await expect(ticker(room, '已受理')).toContainText(PLACE);

  // The worker drafts the order for the three that the party committee wants to act together.
  await worker.getByRole('link', { name: '起草发令单' }).click();
  for (const [name, part] of [
    ['黄贝街道执法队', '不发'],
    ['市场监管局罗湖局', '主办'],
    ['区信访局', '协办'],
    ['黄贝街道综治办', '协办'],
  ] as const) {
    await worker.getByRole('group', { name }).getByRole('button', { name: part }).click();
  }
  await worker.getByRole('button', { name: '送书记审批' }).click();
  await expect(ticker(room, '待书记审批')).toBeVisible();

  // The secretary approves it in one tap; the wall shows three countdowns.
  const secretary = await open('lh-secretary-shuiku', 'phone', '/community');
  await secretary.getByRole('link').filter({ hasText: PLACE }).first().click();
  await secretary.getByRole('button', { name: '批准发令' }).click();
  await expect(orderOn(room, PLACE)).toContainText('0/3');
  await expectFigure(room, '发令 / 响应', /1\s*\/\s*0/);

  // Each department signs on its own phone, in its own time.
  for (const [index, officer] of OFFICERS.entries()) {
    const phone = await open(officer.username, 'phone', `/department/${caseId}`);
    await app.forward(officer.after);
    await phone.getByRole('button', { name: '签收' }).click();
    await expect(orderOn(room, PLACE)).toContainText(`${index + 1}/3`);
    await expect(ticker(room, `用时 ${officer.taken}`)).toBeVisible();
  }
  await expectFigure(room, '发令 / 响应', /1\s*\/\s*1/);

  // Together on site; the stalls leave.
  const lead = await open('lh-officer-market-regulation', 'phone', `/department/${caseId}`);
  await lead.getByRole('button', { name: '已联系群众' }).click();
  await lead.getByRole('button', { name: /^我已到场/ }).click();
  await expect(ticker(room, '已到场')).toBeVisible();
  await app.forward(40 * MINUTE);
  await lead.getByRole('button', { name: '办结' }).first().click();
  await lead.getByRole('dialog').getByLabel('处置结果').fill('三家到场，摊位全部撤离，车位恢复。');
  await lead.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await expect(orderOn(room, PLACE)).toHaveCount(0);
  await expectFigure(room, '化解', '1');
});
