import type { Locator, Page } from '@playwright/test';
import { nextTimer } from '#domain/timer/timer.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow, setCityClock } from '#server/clock.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { eq } from 'drizzle-orm';
import { expect, test, type Browsers } from '../support/browsers.ts';
import { stepPcClock } from '../support/pc-clock.ts';
import type { RunningApp } from '../support/running-app.ts';

const WRONG_MS = 602_000;
const OFFICE = '440310005-municipal';
const SUBJECT = '秀新社区';

/** An order that waits for its signature in a city whose time runs as fast as anybody's; answers when it is due. */
async function waitingForSignature(app: RunningApp): Promise<number> {
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const recipients = [{ departmentId: OFFICE, part: 'lead' }];
  const draft = { recipients, onSiteWithinMin: 45, requirement: '请到场清运' };
  await app.act('ps-worker-xiuxin', 'order.draft', draft, { caseId });
  const orderId = (await bodyOf(app, caseId)).orders[0]?.id;
  await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
  const due = nextTimer((await bodyOf(app, caseId)).timers)?.dueAt ?? Number.NaN;
  await setCityClock(app.pool.db, await cityNow(app.pool.db), 1);
  await app.application.tellTime();
  return due;
}

async function bodyOf(app: RunningApp, id: string) {
  const [row] = await app.pool.db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(eq(caseTable.id, id));
  if (!row) throw new Error('there is no such case');
  return row.body;
}

/** The seconds that are left, as they stand on the screen; NaN where none do. */
async function leftOn(place: Locator): Promise<number> {
  const [, minutes, seconds] = /(?:剩|签收)\s*(\d+):(\d\d)/.exec(await place.innerText()) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** What the screen shows lies between what the server would have shown before and after, and a second's beat. */
async function expectServersCountdown(app: RunningApp, place: Locator, dueAt: number): Promise<void> {
  await expect(place).toBeVisible();
  await expect(async () => {
    const before = (dueAt - (await app.now())) / 1_000;
    const shown = await leftOn(place);
    const after = (dueAt - (await app.now())) / 1_000;
    expect(shown).toBeLessThanOrEqual(Math.ceil(before) + 1);
    expect(shown).toBeGreaterThanOrEqual(Math.ceil(after - 0.1));
  }).toPass();
}

/** One of each kind of screen, and where it shows the order's countdown. */
interface Place {
  name: string;
  open: (browsers: Pick<Browsers, 'wall' | 'open'>) => Promise<Page>;
  order: (page: Page) => Locator;
}
const PLACES: Place[] = [
  {
    name: 'the wall',
    open: ({ wall }) => wall('440310'),
    order: (page) => page.getByRole('article').filter({ hasText: SUBJECT }),
  },
  {
    name: 'the desk',
    open: ({ open }) => open('ps-dispatch-1', 'desk', '/desk'),
    order: (page) => page.getByRole('row').filter({ hasText: SUBJECT }).first(),
  },
  {
    name: 'a phone',
    open: ({ open }) => open('ps-officer-kengzi-municipal', 'phone', '/department'),
    order: (page) => page.getByRole('link').filter({ hasText: SUBJECT }).first(),
  },
];

for (const { name, open: openPlace, order } of PLACES) {
  test.describe(`${name} on a PC`, () => {
    const note = (page: Page): Locator => page.getByText(/^本机时间/);

    for (const [word, aheadMs] of [
      ['快', WRONG_MS],
      ['慢', -WRONG_MS],
    ] as const) {
      test.describe(`whose clock is ten minutes ${aheadMs > 0 ? 'fast' : 'slow'}`, () => {
        test.use({ pcAheadMs: aheadMs });

        test('counts down with the server, and says that the clock is wrong', async ({ app, wall, open }) => {
          const dueAt = await waitingForSignature(app);
          const page = await openPlace({ wall, open });
          await expectServersCountdown(app, order(page), dueAt);
          await expect(note(page)).toHaveText(`本机时间${word} 10分02秒，已按服务器时间显示`);
        });
      });
    }

    test('whose clock is set meanwhile moves no countdown, and is called wrong until it is set right', async ({
      app,
      wall,
      open,
    }) => {
      const dueAt = await waitingForSignature(app);
      const page = await openPlace({ wall, open });
      await expectServersCountdown(app, order(page), dueAt);
      await expect(note(page)).toBeHidden();
      await stepPcClock(page, WRONG_MS);
      await expect(note(page)).toHaveText(/快 10分02秒/);
      await expectServersCountdown(app, order(page), dueAt);
      await stepPcClock(page, -WRONG_MS);
      await expect(note(page)).toHaveText(/慢 10分02秒/);
      await expectServersCountdown(app, order(page), dueAt);
      await stepPcClock(page, 2_000);
      await expect(note(page)).toBeHidden();
    });
  });
}
