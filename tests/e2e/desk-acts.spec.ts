import { expect, test } from '../support/browsers.ts';
import { dispatched, dutiesOf, factsOf, look, reported, rowOf } from '../support/desk.ts';

const FIRST = 'ps-dispatch-1';
const SECOND = 'ps-dispatch-2';
const CASES = 50;

test('fifty new cases are accepted, classified and dispatched by keyboard alone', async ({ app, open }) => {
  test.setTimeout(600_000);
  // given fifty reports whose matter and department are suggested rightly
  const cases: { caseId: string }[] = [];
  for (let n = 0; n < CASES; n += 1) cases.push(await reported(app));
  const desk = await open(FIRST, 'desk', '/desk');
  await expect(desk.getByRole('grid')).not.toHaveAttribute('aria-rowcount', '1');
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await desk.keyboard.press(key);
  };

  // when somebody goes through those that wait to be accepted
  await press('2');
  const dialog = desk.getByRole('dialog');
  const acts = desk.locator('#pane-case').getByRole('toolbar');
  for (let n = 0; n < CASES; n += 1) {
    await press('j');
    for (const verb of ['受理', '分拨'] as const) {
      await expect(acts.getByRole('button', { name: verb }).first()).toBeEnabled();
      await press(verb === '受理' ? 'a' : 'd');
      const button = dialog.getByRole('button', { name: verb, exact: false }).last();
      await expect(button).toBeEnabled();
      await press(verb === '受理' ? 'a' : 'd');
      await expect(dialog).toHaveCount(0);
    }
  }

  // then each is accepted and dispatched once, in at most six keystrokes
  for (const { caseId } of cases) {
    // So many of one matter at one place raise a warning, whenever the watch looks.
    const facts = (await factsOf(app, caseId)).filter((type) => type !== 'warning.raised');
    expect(facts).toEqual(['case.reported', 'case.accepted', 'case.dispatched']);
  }
  console.info(`${CASES} cases in ${keys} keystrokes: ${(keys / CASES).toFixed(2)} a case`);
  expect(keys / CASES).toBeLessThanOrEqual(6);
});

test('a dialog that is gone takes none away that was opened right after it', async ({ app, open }) => {
  const { caseId } = await reported(app);
  const desk = await open(FIRST, 'desk', '/desk');
  await rowOf(desk, caseId).click();
  // given an open dialog
  await expect(desk.locator('#pane-case').getByRole('toolbar').getByRole('button').first()).toBeEnabled();
  await desk.keyboard.press('a');
  const dialog = desk.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: '受理' }).last()).toBeEnabled();
  // when it is closed and the key is pressed again, before the browser has told anybody that it closed
  await dialog.getByRole('button', { name: '取消' }).evaluate(async (cancel: HTMLElement) => {
    const closed = new Promise<void>((told) =>
      document.querySelector('dialog')!.addEventListener('close', () => told(), { once: true }),
    );
    cancel.click();
    while (document.querySelector('dialog')) await Promise.resolve();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true }));
    await closed;
    await new Promise(requestAnimationFrame);
  });
  // then it stands open
  await expect(dialog).toHaveCount(1);
});

test('who looks and who acts is seen by the other, and a stale act is refused with who was faster and keeps what was chosen', async ({
  app,
  open,
}) => {
  const { caseId, number, duty } = await dispatched(app);
  const [one, two] = [await open(FIRST, 'desk', '/desk'), await open(SECOND, 'desk', '/desk')];

  // given both look at it, and the first is about to reassign it
  await look(one, number, caseId);
  await look(two, number, caseId);
  await expect(rowOf(two, caseId).getByRole('img', { name: '在看' })).toBeVisible();
  await one.keyboard.press('r');
  await expect(rowOf(two, caseId).getByRole('img', { name: '正在操作' })).toBeVisible();
  await one
    .getByRole('dialog')
    .getByRole('radio', { name: /执法队/ })
    .check();
  await one.getByRole('dialog').getByText('力量', { exact: false }).first().click();

  // when the second is faster
  const department = { assignmentId: duty, departmentId: '440310005-stability', reason: 'not-ours' };
  await app.act(SECOND, 'assignment.reassign', department, { caseId });
  const notice = one.getByRole('dialog').getByRole('alert');
  await expect(notice).toBeVisible();
  await one.keyboard.press('Control+Enter');

  // then nothing was done, the second is named with the second, and the choice stands, also over a reload
  await expect(notice).toContainText(/\d\d:\d\d:\d\d/);
  await expect(notice).toContainText('改派');
  expect(await factsOf(app, caseId)).toHaveLength(4);
  await one.reload();
  await expect(one.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expect(one.getByRole('dialog').getByRole('radio', { name: /执法队/ })).toBeChecked();
  // and it is sent once it was looked at
  await one.getByRole('dialog').getByRole('alert').getByRole('button').click();
  await one.keyboard.press('Control+Enter');
  await expect(one.getByRole('dialog')).toHaveCount(0);
  expect((await dutiesOf(app, caseId)).at(-1)?.departmentId).toBe('440310005-enforcement');
});

test('a claim is told to the others, warns them and forbids them nothing', async ({ app, open }) => {
  const { caseId, number } = await reported(app);
  const [one, two] = [await open(FIRST, 'desk', '/desk'), await open(SECOND, 'desk', '/desk')];
  await look(one, number, caseId);
  await one.keyboard.press('v');
  await expect(one.getByText('已认领。')).toBeVisible();

  await expect(rowOf(two, caseId).getByRole('img', { name: '已认领' })).toBeVisible();
  await two.reload();
  await expect(rowOf(two, caseId).getByRole('img', { name: '已认领' })).toBeVisible();
  await look(two, number, caseId);
  await two.keyboard.press('v');
  await expect(two.getByText('要接手，请先与其联系。')).toBeVisible();
  await two.keyboard.press('a');
  await expect(two.getByRole('dialog').getByText('您仍可以做')).toBeVisible();
  await expect(two.getByRole('dialog').getByRole('button', { name: '受理' }).last()).toBeEnabled();
  await two.keyboard.press('a');
  await expect(two.getByRole('dialog')).toHaveCount(0);
  expect(await factsOf(app, caseId)).toEqual(['case.reported', 'case.accepted']);

  // and given up
  await one.keyboard.press('v');
  await expect(rowOf(two, caseId).getByRole('img', { name: '已认领' })).toHaveCount(0);
});

test('several are reassigned at once: what each clock becomes, one result for each, and undone while nobody has signed', async ({
  app,
  open,
}, info) => {
  const cases = [await dispatched(app), await dispatched(app), await dispatched(app)];
  const [lost] = cases as [(typeof cases)[number]];
  const one = await open(FIRST, 'desk', '/desk');

  // given three are chosen by keyboard alone
  await expect(rowOf(one, lost.caseId)).toBeVisible();
  await one.keyboard.press('j');
  await one.keyboard.press('x');
  await one.keyboard.press('j');
  await one.keyboard.press('j');
  await one.keyboard.press('Shift+X');
  await expect(one.getByRole('toolbar', { name: '已选 3 件' })).toBeVisible();
  await one.keyboard.press('r');
  const dialog = one.getByRole('dialog');
  await dialog.getByRole('combobox').fill('综治');
  await one.keyboard.press('Enter');
  await expect(dialog.getByText('新单位 10 分钟').first()).toBeVisible();
  await expect(dialog.getByText('不变，', { exact: false }).first()).toBeVisible();
  await dialog.getByText('非本单位', { exact: false }).click();
  await one.screenshot({ path: info.outputPath('preview.png') });
  // and what was chosen stands over a reload
  await one.reload();
  await expect(dialog.getByText('新单位 10 分钟').first()).toBeVisible();
  await expect(dialog.getByRole('radio', { name: '非本单位' })).toBeChecked();

  // when one of them is signed for before it is sent
  const { caseId: lostId } = lost;
  await app.act(
    'ps-officer-kengzi-municipal',
    'assignment.sign',
    { assignmentId: lost.duty },
    { caseId: lostId },
  );
  await one.keyboard.press('Control+Enter');

  // then each has its result, and who was faster is named
  await expect(dialog.getByRole('alert')).toContainText('2 件已改派，1 件未改派');
  await expect(dialog.getByRole('row').filter({ hasText: lost.number })).toContainText(
    /\d\d:\d\d:\d\d 已先做了「签收」/,
  );
  await expect(dialog.getByText('且对方未签收')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '撤销 2 件' })).toBeVisible();
  await one.screenshot({ path: info.outputPath('result.png') });

  // and the two are taken back
  await one.keyboard.press('z');
  for (const { caseId } of cases.slice(1))
    await expect.poll(() => factsOf(app, caseId)).toContain('assignment.restored');
  const [duty] = await dutiesOf(app, cases[1]!.caseId);
  expect(duty).toMatchObject({ departmentId: '440310005-municipal', state: 'dispatched' });
  await one.keyboard.press('Escape');
  await expect(one.getByRole('grid')).toBeFocused();
});

test('what could not be sent stands in the row and the key line over a reload, is sent once, and may be taken back until then', async ({
  app,
  open,
}) => {
  const [kept, given] = [await reported(app), await reported(app)];
  const desk = await open(FIRST, 'desk', '/desk');
  const cut = async (): Promise<void> => {
    await desk.route('**/api/v1/commands', (route) => route.abort());
  };
  await look(desk, kept.number, kept.caseId);
  await cut();
  const accept = async (): Promise<void> => {
    await desk.keyboard.press('a');
    await expect(desk.getByRole('dialog').getByRole('button', { name: '受理' }).last()).toBeEnabled();
    await desk.keyboard.press('a');
    await expect(desk.getByRole('dialog')).toHaveCount(0);
  };
  await accept();
  await look(desk, given.number, given.caseId);
  await accept();

  // then both wait, also over a reload
  await desk.reload();
  await expect(desk.getByRole('button', { name: '未发送 2' })).toBeVisible();
  await expect(rowOf(desk, kept.caseId).getByRole('img', { name: '还未发送' })).toBeVisible();
  expect(await factsOf(app, kept.caseId)).toEqual(['case.reported']);

  // one is taken back, the other is sent by itself, once
  await desk.getByRole('button', { name: '未发送 2' }).click();
  await desk.getByRole('listitem').filter({ hasText: given.number }).getByRole('button').click();
  await desk.keyboard.press('Escape');
  await desk.unroute('**/api/v1/commands');
  await expect.poll(() => factsOf(app, kept.caseId), { timeout: 60_000 }).toContain('case.accepted');
  await expect(desk.getByRole('button', { name: /未发送/ })).toHaveCount(0);
  expect(await factsOf(app, kept.caseId)).toEqual(['case.reported', 'case.accepted']);
  expect(await factsOf(app, given.caseId)).toEqual(['case.reported']);
});

test('a case is merged, parted, rested and resumed by keyboard alone', async ({ app, open }) => {
  const [one, two] = [await reported(app), await dispatched(app)];
  const desk = await open(FIRST, 'desk', '/desk');
  await look(desk, one.number, one.caseId);
  const dialog = desk.getByRole('dialog');

  await desk.keyboard.press('m');
  await expect(dialog.getByRole('radio')).toBeChecked();
  await desk.keyboard.press('Control+Enter');
  await expect.poll(() => factsOf(app, one.caseId)).toContain('case.merged');
  await expect(dialog).toHaveCount(0);
  await expect(desk.getByRole('button', { name: '撤销' })).toBeVisible();
  await desk.keyboard.press('z');
  await expect.poll(() => factsOf(app, one.caseId)).toContain('case.unmerged');

  await look(desk, two.number, two.caseId);
  await desk.keyboard.press('p');
  await dialog.getByText('天气').click();
  await desk.keyboard.press('Control+Enter');
  await expect.poll(() => factsOf(app, two.caseId)).toContain('case.suspended');
  await expect(dialog).toHaveCount(0);
  // What the key does is what the bar says: it is asked once the screen knows of the rest.
  await expect(desk.getByRole('button', { name: '恢复办理' })).toBeVisible();
  await desk.keyboard.press('p');
  await expect(dialog.getByRole('button', { name: '恢复办理' }).last()).toBeEnabled();
  await desk.keyboard.press('Control+Enter');
  await expect.poll(() => factsOf(app, two.caseId)).toContain('case.resumed');
});

test('a suggestion is declined with a reason, by keyboard, and is not made again', async ({ app, open }) => {
  const { caseId, number } = await reported(app);
  const desk = await open(FIRST, 'desk', '/desk');
  await look(desk, number, caseId);
  const suggestion = desk.getByRole('region', { name: '建议' });
  await expect(suggestion).toBeVisible();
  await desk.keyboard.press('Shift+D');
  const dialog = desk.getByRole('dialog', { name: '不采纳「垃圾满溢」' });
  await dialog.getByRole('radio', { name: '没有读懂群众的话' }).check();
  await desk.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);

  await expect(suggestion).toHaveCount(0);
  const timeline = desk.getByRole('listitem').filter({ hasText: '不采纳建议的事项（垃圾满溢）' });
  await expect(timeline).toContainText('没有读懂群众的话');
  expect(await factsOf(app, caseId)).toEqual(['case.reported', 'suggestion.declined']);
});

test('what is over and already supervised is folded into its head, counted, and one key away', async ({
  app,
  open,
}) => {
  const { caseId } = await dispatched(app);
  const { caseId: other } = await dispatched(app);
  const yellow = { measure: 'yellow', target: 'case', targetId: caseId, reason: 'slow' };
  await app.act('ps-supervisor-1', 'supervision.open', yellow, { caseId });
  await app.forward(11 * 60_000);
  const desk = await open(FIRST, 'desk', '/desk');

  await expect(rowOf(desk, other)).toBeVisible();
  await expect(rowOf(desk, caseId)).toHaveCount(0);
  const fold = desk.getByRole('button', { name: '1 件已转督办，展开' });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  const total = await desk.locator('#pane-queue h2 .figure').textContent();

  await desk.keyboard.press('s');
  await expect(rowOf(desk, caseId)).toBeVisible();
  await expect(desk.getByRole('button', { name: '1 件已转督办，收起' })).toBeVisible();
  await expect(desk.locator('#pane-queue h2 .figure')).toHaveText(total!);
});
