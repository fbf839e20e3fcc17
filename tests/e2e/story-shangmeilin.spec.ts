import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { CaseFile } from '#server/case/file.ts';
import { expect, test } from '../support/browsers.ts';
import { expectFigure, expectLive, ticker } from '../support/readings.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PLACE = '上梅林社区旧改片区';

test.use({ beginsAt: '2021-07-05T10:00:00+08:00' });

/** The report's story of 上梅林: a quarrel over compensation, worked for nearly two weeks, in time. */
test('a redevelopment dispute in Shangmeilin takes visits, mediations and an extension, and is resolved within its working days', async ({
  app,
  wall,
  open,
}) => {
  test.slow();
  const room = await wall('440304');
  await expectLive(room);

  // A volunteer of long standing brings it in; the dispatcher classes it and sends it to the renewal bureau.
  const report = {
    channel: 'volunteer',
    words: '旧改补偿份额谈不拢',
    point: STORY_PLACES.shangmeilin,
    label: PLACE,
  };
  const { caseId } = await app.act('ft-volunteer-shangmeilin', 'case.report', report);
  await app.act(
    'ft-dispatch-1',
    'case.accept',
    { matterCode: 'housing.redevelopment-compensation' },
    { caseId },
  );
  await app.act(
    'ft-dispatch-1',
    'case.dispatch',
    { recipients: [{ departmentId: '440304-renewal', part: 'lead' }] },
    { caseId },
  );
  await expect(ticker(room, '分拨给')).toContainText('拆迁补偿');
  await expectFigure(room, '纠纷受理', '1');

  const phone = await open('ft-officer-renewal', 'phone', `/department/${caseId}`);
  await phone.getByRole('button', { name: '签收' }).click();
  await phone.getByRole('button', { name: '已联系群众' }).click();
  await expect(ticker(room, '已联系群众')).toBeVisible();

  // Visits and mediations; what was said stays with those who handle it.
  for (const [kind, text] of [
    ['走访', '上门了解，双方对份额各有说法'],
    ['调解', '第一次调解，没有谈拢'],
    ['调解', '第二次调解，谈成三分之二'],
  ] as const) {
    await app.forward(3 * DAY);
    await phone.getByRole('button', { name: '写记录…' }).click();
    const slip = phone.getByRole('dialog');
    await slip.getByText(kind, { exact: true }).click();
    await slip.getByLabel('内容').fill(text);
    await slip.getByRole('button', { name: '记下' }).click();
    await expect(slip).toBeHidden();
    await expect(ticker(room, `记录一次${kind}`)).toBeVisible();
  }

  // An extension is asked for before the deadline and decided by the supervisor: 15 working days from 5 July are
  // over on the 26th; five more make it 2 August.
  await phone.getByRole('button', { name: '申请延期…' }).click();
  const asking = phone.getByRole('dialog');
  await asking.getByLabel('理由').fill('还差一户，等公证');
  await asking.getByText('5 个工作日', { exact: true }).click();
  await asking.getByRole('button', { name: '申请延期' }).click();
  await expect(ticker(room, '申请延期 5 个工作日')).toBeVisible();
  const supervisor = await open('ft-supervisor-1', 'desk', `/desk?case=${caseId}`);
  await expect(supervisor.getByText('07-26').first()).toBeVisible();
  await supervisor.getByRole('toolbar').getByRole('button', { name: '决定延期' }).click();
  await supervisor.getByRole('dialog').getByRole('button', { name: '同意延期' }).click();
  await expect(ticker(room, '同意延期')).toBeVisible();
  await expect(supervisor.getByText('08-02').first()).toBeVisible();

  // Nearly two weeks after it came in, it is settled, and in time.
  await app.forward(4 * DAY);
  await phone.getByRole('button', { name: '办结' }).first().click();
  await phone.getByRole('dialog').getByLabel('处置结果').fill('份额谈妥，双方签字。');
  await phone.getByRole('dialog').getByRole('button', { name: '办结' }).click();
  await expectFigure(room, '纠纷化解', '1');
  const { case: settled } = (await (
    await app.get(`/api/v1/cases/${caseId}`, 'ft-supervisor-1')
  ).json()) as CaseFile;
  expect(settled.resolvedAt).toBe(Date.parse('2021-07-18T10:00:00+08:00'));
  const clock = settled.timers.find((timer) => timer.clock === 'resolve');
  expect(clock).toMatchObject({
    dueAt: Date.parse('2021-08-02T10:00:00+08:00'),
    redFiredAt: null,
    stoppedAt: settled.resolvedAt,
  });
});
