import type { Page } from '@playwright/test';
import { isOpen, type Case } from '#domain/case/case.ts';
import { nextTimer } from '#domain/timer/timer.ts';
import { caseTable } from '#server/case/table.ts';
import { dispatched, rowOf } from '../support/desk.ts';
import type { RunningApp } from '../support/running-app.ts';
import { named, type Size, type Studio } from './studio.ts';

const NEAR: Size = [1440, 900];
const LARGE: Size = [1920, 1080];
const [FIRST, SECOND, THIRD] = ['ps-dispatch-1', 'ps-dispatch-2', 'ps-dispatch-3'] as const;
const SUPERVISOR = 'ps-supervisor-1';
const OFFICER = 'ps-officer-kengzi-municipal';
const OTHER_DEPARTMENT = '440310005-stability';
/** 交班话 on the cases that press the most. */
const NOTES = [
  '已打值班电话，对方在路上',
  '书记在外，到点转副书记',
  '两家已到，司法所在途',
  '等租赁合同，今晚不用再催',
];
const TAKEN_OVER = 12;
const LOCALES = ['zh-CN', 'en'] as const;

/** The desk as one looks at it, acts at it, and hands it over. */
export async function takeDesks(studio: Studio): Promise<void> {
  await takePanes(studio);
  await takeHandovers(studio);
  await takeActs(studio);
}

/** The queue, a case with an order, and the map. */
async function takePanes(studio: Studio): Promise<void> {
  const caseId = await pressing(studio.app);
  const take = async (name: string, size: Size, locale: string, theme: string): Promise<void> => {
    if (!studio.wants(name)) return;
    const page = await studio.visit(`/desk?theme=${theme}&case=${caseId}`, size, { username: FIRST, locale });
    await page.locator('#case-title').waitFor();
    await page.getByRole('application').waitFor();
    await studio.shoot(page, name);
    await studio.clear();
  };
  for (const size of [NEAR, LARGE])
    for (const locale of LOCALES)
      await take(`desk-${locale === 'en' ? 'en-' : ''}${named(size)}`, size, locale, 'light');
  await take(`desk-dark-${named(LARGE)}`, LARGE, 'zh-CN', 'dark');
}

async function takeHandovers(studio: Studio): Promise<void> {
  const load = `handover-load-${named(NEAR)}`;
  if (!studio.wants(`handover-${named(NEAR)}`, `handover-en-${named(LARGE)}`, load)) return;
  await handOver(studio.app);
  const take = async (name: string, size: Size, username: string, locale = 'zh-CN'): Promise<void> => {
    if (!studio.wants(name)) return;
    const page = await studio.visit(`/desk/handover?from=${FIRST}`, size, { username, locale });
    await page.locator('[id^=line-]').first().waitFor();
    await studio.shoot(page, name);
    await studio.clear();
  };
  await take(`handover-${named(NEAR)}`, NEAR, SECOND);
  await take(`handover-en-${named(LARGE)}`, LARGE, SECOND, 'en');
  if (!studio.wants(load)) return;
  const page = await studio.visit(`/desk/handover?from=${FIRST}`, NEAR, { username: SUPERVISOR });
  await page.getByRole('button', { name: '逐件挑选' }).click();
  await studio.shoot(page, load);
  await studio.clear();
}

/** The palette and a reassignment of several, and one that somebody else was faster with. */
async function takeActs(studio: Studio): Promise<void> {
  const [palette, preview, result, conflict] = [
    'palette',
    'reassign-preview',
    'reassign-result',
    'conflict',
  ].map((name) => `desk-${name}-${named(NEAR)}`) as [string, string, string, string];
  if (!studio.wants(palette, preview, result, conflict)) return;
  const { app } = studio;
  const cases = [await dispatched(app), await dispatched(app), await dispatched(app)] as const;
  const page = await studio.visit('/desk', NEAR, { username: FIRST });
  for (const { caseId } of cases) {
    await rowOf(page, caseId).click();
    await page.keyboard.press('x');
  }
  await page.getByRole('toolbar', { name: '已选 3 件' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('改派');
  await studio.shoot(page, palette);
  await page.keyboard.press('Escape');

  await page.keyboard.press('r');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('综治');
  await page.keyboard.press('Enter');
  await dialog.getByText('新单位 10 分钟').first().waitFor();
  await dialog.getByText('非本单位', { exact: false }).click();
  await studio.shoot(page, preview);
  const [{ caseId, duty }] = cases;
  await app.act(OFFICER, 'assignment.sign', { assignmentId: duty }, { caseId });
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('alert').waitFor();
  await studio.shoot(page, result);
  await studio.clear();
  await takeConflict(studio, conflict);
}

async function takeConflict(studio: Studio, name: string): Promise<void> {
  if (!studio.wants(name)) return;
  const { app } = studio;
  const { caseId, duty } = await dispatched(app);
  const page = await studio.visit(`/desk?case=${caseId}`, NEAR, { username: FIRST });
  await page.locator('#case-title').waitFor();
  await page.keyboard.press('r');
  await choose(page);
  const body = { assignmentId: duty, departmentId: OTHER_DEPARTMENT, reason: 'not-ours' };
  await app.act(SECOND, 'assignment.reassign', body, { caseId });
  await page.getByRole('dialog').getByRole('alert').waitFor();
  await studio.shoot(page, name);
  await studio.clear();
}

async function choose(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: /执法队/ }).check();
  await dialog.getByText('力量', { exact: false }).first().click();
}

/** Notes for the next shift on what presses, and one dispatcher who has taken a part of another one's cases. */
async function handOver(app: RunningApp): Promise<void> {
  const open = (await openCases(app)).sort((a, b) => due(a) - due(b));
  const own = open.filter(({ dispatcherId }) => dispatcherId === FIRST);
  for (const [i, text] of NOTES.entries()) {
    const caseId = own[i]?.id;
    if (caseId) await app.act(FIRST, 'case.record', { kind: 'note', text }, { caseId });
  }
  const theirs = open.filter(({ dispatcherId }) => dispatcherId === THIRD).slice(-TAKEN_OVER);
  for (const { id } of theirs) await app.act(FIRST, 'case.entrust', { personId: FIRST }, { caseId: id });
}

/** The open case with an order that is the next to be late. */
async function pressing(app: RunningApp): Promise<string> {
  const at = await app.now();
  const [first] = (await openCases(app))
    .filter((one) => one.orders.some(({ state }) => state === 'issued') && due(one) > at)
    .sort((a, b) => due(a) - due(b));
  if (!first) throw new Error('no order is open');
  return first.id;
}

const due = ({ timers }: Case): number => nextTimer(timers)?.dueAt ?? Infinity;

async function openCases({ pool }: RunningApp): Promise<Case[]> {
  const rows = await pool.db.select({ body: caseTable.body }).from(caseTable);
  return rows.map(({ body }) => body).filter(isOpen);
}
