import { axeFaults } from '../support/axe.ts';
import { expect, test, type Page } from '../support/browsers.ts';
import { dispatched, factsOf } from '../support/desk.ts';
import type { RunningApp } from '../support/running-app.ts';

const DAY = 'ps-dispatch-1';
const NIGHT = 'ps-dispatch-2';
const THIRD = 'ps-dispatch-3';
const OFFICER = 'ps-officer-kengzi-municipal';

const nameOf = (app: RunningApp, username: string): string =>
  app.city.people.find((one) => one.username === username)!.name;
/** A case of the day shift for whose signature the department has ten minutes. */
const pressing = dispatched;
/** One with which nothing is due today. */
async function calm(app: RunningApp): Promise<{ caseId: string }> {
  const { caseId, duty } = await dispatched(app);
  await app.act(OFFICER, 'assignment.sign', { assignmentId: duty }, { caseId });
  await app.act(OFFICER, 'assignment.contact', { assignmentId: duty }, { caseId });
  return { caseId };
}
async function dispatcherOf(app: RunningApp, caseId: string): Promise<string> {
  const file = await (await app.get(`/api/v1/cases/${caseId}`, DAY)).json();
  return (file as { case: { dispatcherId: string } }).case.dispatcherId;
}
const line = (page: Page, { caseId }: { caseId: string }) => page.locator(`#line-${caseId}`);

test('the next shift takes one by one and as a batch, by keyboard; the list of the one before empties as it does', async ({
  app,
  open,
}) => {
  test.slow();
  // Given a shift with one case that presses, with a note, and two that do not
  const first = await pressing(app);
  const note = { kind: 'note', text: '已打值班电话，对方在路上' };
  const { status } = await app.act(DAY, 'case.record', note, { caseId: first.caseId });
  expect(status).toBe(200);
  const rest = [await calm(app), await calm(app)] as const;
  const day = await open(DAY, 'desk', '/desk/handover');
  await expect(line(day, first)).toContainText('已打值班电话，对方在路上');
  await expect(day.getByText('由接班人逐件接')).toBeVisible();

  // When somebody of the next shift comes from the desk
  const night = await open(NIGHT, 'desk', '/desk');
  await expect(night.getByRole('grid')).toBeVisible();
  await night.keyboard.press('g');
  await night.keyboard.press('h');
  await night.waitForURL(/\/desk\/handover/);
  await expect(night.getByLabel('接谁的班')).toHaveValue(DAY);
  await expect(line(night, first)).toContainText('已打值班电话，对方在路上');

  // and takes the one that presses
  await night.keyboard.press('j');
  await expect(line(night, first)).toBeFocused();
  await night.keyboard.press('Enter');

  // Then it is theirs, it stays where it stood with when it was taken, and it has left the other list
  await expect(line(night, first)).toContainText(/已接 \d\d:\d\d/);
  await expect(line(day, first)).toHaveCount(0);
  expect(await dispatcherOf(app, first.caseId)).toBe(NIGHT);
  expect(await axeFaults(night)).toEqual([]);

  // and the rest as a batch, each with a result of its own
  await night.keyboard.press('l');
  await night.keyboard.press('b');
  for (const one of rest) await expect(line(night, one)).toContainText(/已接 \d\d:\d\d/);
  await expect(night.getByText('2 件已接')).toBeVisible();
  await expect(day.getByText(`${nameOf(app, DAY)}名下没有未结的诉求。`)).toBeVisible();
  for (const { caseId } of rest) expect(await dispatcherOf(app, caseId)).toBe(NIGHT);
  expect(await axeFaults(day)).toEqual([]);
});

test('who is late is told who was faster, where it happened, and the others are taken all the same', async ({
  app,
  open,
}) => {
  const [lost, won] = [await pressing(app), await pressing(app)];
  const night = await open(NIGHT, 'desk', `/desk/handover?from=${DAY}`);
  await expect(line(night, lost)).toBeVisible();
  // Given a third is faster, by as much as the line is slow
  await night.route('**/api/v1/commands', async (route) => {
    if (route.request().postData()?.includes(lost.caseId))
      await app.act(THIRD, 'case.entrust', { personId: THIRD }, { caseId: lost.caseId });
    await route.continue();
  });
  await line(night, lost).getByRole('button', { name: /^接/ }).click();
  await expect(line(night, lost).getByRole('alert')).toContainText(
    new RegExp(`${nameOf(app, THIRD)} \\d\\d:\\d\\d:\\d\\d 已先做了「交接」`),
  );
  await line(night, won).getByRole('button', { name: /^接/ }).click();
  await expect(line(night, won)).toContainText(/已接 \d\d:\d\d/);
  await line(night, lost).getByRole('button', { name: '知道了' }).click();
  await expect(line(night, lost)).toHaveCount(0);
  expect(await dispatcherOf(app, lost.caseId)).toBe(THIRD);
});

test('a supervisor who follows a link to a list hands it to a dispatcher who is chosen already', async ({
  app,
  open,
}) => {
  const first = await pressing(app);
  const page = await open('ps-supervisor-1', 'desk', `/desk/handover?from=${DAY}`);
  await line(page, first).getByRole('button', { name: /^交/ }).click();
  await expect.poll(() => dispatcherOf(app, first.caseId)).not.toBe(DAY);
});

test('the load of the desk is seen, a suggestion moves some at once, and Z gives them back', async ({
  app,
  open,
}) => {
  test.slow();
  const cases = [await calm(app), await calm(app), await calm(app), await calm(app)];
  const late = await pressing(app);
  await app.forward(11 * 60_000);
  const desk = await open(DAY, 'desk', '/desk/handover');
  const load = desk.getByRole('complementary', { name: '负荷' });
  const row = load.getByRole('listitem').filter({ hasText: nameOf(app, DAY) });
  await expect(row.first()).toContainText('5 件');
  await expect(row.first().getByRole('img', { name: '逾期' })).toBeVisible();

  // Given the suggestion, without the one that is late
  await expect(load.getByRole('heading', { name: /移 \d 件/ })).toContainText(nameOf(app, DAY));
  await desk.keyboard.press('Control+Enter');
  await expect(load.getByRole('status')).toContainText(/\d 件已移/);
  const moved = async (): Promise<number> => {
    const holders = await Promise.all(cases.map(({ caseId }) => dispatcherOf(app, caseId)));
    return holders.filter((id) => id !== DAY).length;
  };
  expect(await moved()).toBeGreaterThan(0);
  expect(await dispatcherOf(app, late.caseId)).toBe(DAY);

  // When they are given back
  await desk.keyboard.press('z');
  await expect(load.getByRole('status')).toContainText(/\d 件已移回/);
  expect(await moved()).toBe(0);
  expect(await factsOf(app, late.caseId)).not.toContain('case.entrusted');
});

test('axe finds nothing at the handover in the dark, in both languages, with one taken and one that somebody else took', async ({
  app,
  open,
}) => {
  test.slow();
  const found: string[] = [];
  for (const locale of ['zh-CN', 'en']) {
    // Given a list with what presses and what does not, on a dark screen
    const [lost, taken] = [await pressing(app), await pressing(app)];
    await calm(app);
    const night = await open(NIGHT, 'desk', `/desk/handover?from=${DAY}&theme=dark`);
    await night.context().addCookies([{ name: 'PARAGLIDE_LOCALE', value: locale, url: app.origin }]);
    await night.reload();
    await expect(night.locator('html')).toHaveAttribute('data-theme', 'dark');

    // When one is taken, and a third was faster with the other
    await night.route('**/api/v1/commands', async (route) => {
      if (route.request().postData()?.includes(lost.caseId))
        await app.act(THIRD, 'case.entrust', { personId: THIRD }, { caseId: lost.caseId });
      await route.continue();
    });
    await line(night, lost).getByRole('button').first().click();
    await expect(line(night, lost).getByRole('alert')).toBeVisible();
    await line(night, taken).getByRole('button').first().click();
    await expect.poll(() => dispatcherOf(app, taken.caseId)).not.toBe(DAY);
    await expect(night.getByRole('complementary')).toBeVisible();
    found.push(...(await axeFaults(night)).map((fault) => `${locale} ${fault}`));
    await night.context().close();
  }
  expect(found).toEqual([]);
});
