import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect, test } from '../support/browsers.ts';
import { expectFigure, expectLive, orderOn, ticker } from '../support/readings.ts';

const MINUTE = 60_000;
const PLACE = '同心社区在建工地';

test.use({ beginsAt: '2021-07-20T14:00:00+08:00' });

/** The report's story of 同心社区: a volunteer warns of unpaid wages; eight minutes later the workers are spoken with. */
test('unpaid wages in Tongxin raise a warning, are ordered at once, and the workers are contacted after 8 minutes', async ({
  app,
  wall,
  open,
}) => {
  const room = await wall('440307');
  await expectLive(room);

  // The volunteer's warning comes through 码上办; the wall names the issue and the place, and nobody.
  const report = {
    channel: 'qr',
    words: '工地欠薪三个月，工友情绪很大',
    point: STORY_PLACES.tongxin,
    label: PLACE,
  };
  const { caseId, status } = await app.act('lg-volunteer-tongxin', 'case.report', report);
  expect(status).toBe(200);
  await expect(room.getByText('重点词').first()).toBeVisible();
  await expect(ticker(room, '预警')).toContainText('欠薪');

  // The community takes it and drafts the order the same hour; the secretary approves it at once.
  const worker = await open('lg-worker-tongxin', 'phone', `/community/${caseId}`);
  await worker.getByRole('button', { name: '受理…' }).click();
  const accepting = worker.getByRole('dialog');
  await accepting.getByRole('button', { name: '拖欠工资' }).click();
  await accepting.getByRole('button', { name: '受理', exact: true }).click();
  await worker.getByRole('link', { name: '起草发令单' }).click();
  await worker.getByRole('button', { name: '送书记审批' }).click();
  const secretary = await open('lg-secretary-tongxin', 'phone', '/community');
  await secretary.getByRole('link').filter({ hasText: PLACE }).first().click();
  await secretary.getByRole('button', { name: '批准发令' }).click();
  await expect(orderOn(room, PLACE)).toContainText('拖欠工资');

  // Three minutes to the signature, eight to the first contact, which for an emergency has ten.
  const phone = await open('lg-officer-labour', 'phone', '/department');
  await phone.getByRole('link').filter({ hasText: PLACE }).first().click();
  await app.forward(3 * MINUTE);
  await phone.getByRole('button', { name: '签收' }).click();
  await expect(ticker(room, '区人力资源局签收')).toContainText('用时 3分00秒');
  await app.forward(5 * MINUTE);
  await phone.getByRole('button', { name: '已联系群众' }).click();
  await expect(ticker(room, '已联系群众')).toContainText('用时 8分00秒');

  // On the building site, as the order asks; paid, followed up by telephone, thanked.
  await phone.getByRole('button', { name: /^我已到场/ }).click();
  await expect(ticker(room, '已到场')).toBeVisible();
  await app.forward(120 * MINUTE);
  await phone.getByRole('button', { name: '办结' }).first().click();
  await phone.getByRole('dialog').getByLabel('处置结果').fill('调解达成一致，工资当日发放。');
  await phone.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await expectFigure(room, '纠纷化解', '1');
  await app.act('lg-worker-tongxin', 'case.confirm', { stars: 5 }, { caseId });
  await worker.goto(`/community/${caseId}`);
  await worker.getByRole('button', { name: '回访反馈…' }).click();
  await worker.getByRole('dialog').getByText('满意', { exact: true }).click();
  await worker.getByRole('dialog').getByRole('button', { name: '回访完成' }).click();
  await expect(ticker(room, '已回访反馈')).toBeVisible();
});
