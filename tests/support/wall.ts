import { sql } from 'drizzle-orm';
import type { CaseFile } from '#server/case/file.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { DEFAULT_SETUP, type Setup } from '#domain/scene/scene.ts';
import { expect, type Page } from './browsers.ts';
import type { RunningApp } from './running-app.ts';

/** So many orders more that their department has yet to sign. */
export async function issue(app: RunningApp, n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await app.act('ps-worker-xiuxin', 'order.draft', { recipients, onSiteWithinMin: 45 }, { caseId });
    const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as CaseFile;
    const orderId = file.case.orders[0]?.id;
    const { status } = await app.act('ps-secretary-xiuxin', 'order.approve', { orderId }, { caseId });
    expect(status).toBe(200);
  }
}

export const reported = (app: RunningApp) =>
  app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point: STORY_PLACES.xiuxin });

/** The wall has its first snapshot. */
export const isLive = (page: Page): Promise<void> => expect(page.locator('main time').first()).toBeVisible();

/** Sets up every wall of the installation anew: what is not given is as it is by default. */
export async function setUp(app: RunningApp, setup: Partial<Setup>): Promise<void> {
  const given = JSON.stringify({ ...DEFAULT_SETUP, ...setup });
  await app.pool.db.execute(sql`update device set setup = ${given}::jsonb`);
}

/** 五个一, the first step: how many were discovered today, as the wall shows it and as the database counts it. */
export async function expectEqualToSql(page: Page, app: RunningApp): Promise<void> {
  const { rows } = await app.pool.db.execute<{ n: string }>(
    sql`select count(*) as n from "case" where area_code like '440310%' and discovered_at >= '2021-08-13T00:00:00+08:00'`,
  );
  const shown = page.getByRole('region', { name: '五个一' }).locator('.count').first();
  await expect(shown).toHaveText(rows[0]?.n ?? '');
}
