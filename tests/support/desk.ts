import type { Locator, Page } from '@playwright/test';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { expect } from './browsers.ts';
import type { RunningApp } from './running-app.ts';

export const GARBAGE = 'municipal.garbage-overflow';
export const MUNICIPAL = '440310005-municipal';
const WORDS = '东二三巷的垃圾桶满了两天没人收';

/** A case of rubbish in Xiuxin. */
export async function reported(app: RunningApp): Promise<{ caseId: string; number: string }> {
  const body = { channel: 'wechat', words: WORDS, point: STORY_PLACES.xiuxin };
  const { caseId, number } = await app.act(null, 'case.report', body);
  return { caseId, number };
}

/** The same, accepted and dispatched to the street's municipal services. */
export async function dispatched(app: RunningApp): Promise<{ caseId: string; number: string; duty: string }> {
  const { caseId, number } = await reported(app);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: GARBAGE }, { caseId });
  const recipients = [{ departmentId: MUNICIPAL, part: 'lead' }];
  await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
  return { caseId, number, duty: (await dutiesOf(app, caseId)).at(-1)!.id };
}

interface Duty {
  id: string;
  departmentId: string;
  state: string;
}
export async function dutiesOf(app: RunningApp, caseId: string): Promise<Duty[]> {
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as {
    case: { assignments: Duty[] };
  };
  return file.case.assignments;
}

/** The types of the facts of a case, in order, without those of the clockwork. */
export async function factsOf(app: RunningApp, caseId: string): Promise<string[]> {
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, 'ps-dispatch-1')).json()) as {
    events: { type: string }[];
  };
  return file.events.map(({ type }) => type).filter((type) => !type.startsWith('timer.'));
}

/** Opens a case of the queue by its address, and waits until the case pane shows it. */
export async function look(desk: Page, number: string, caseId: string): Promise<void> {
  await desk.locator(`#row-${caseId}`).click();
  await expect(desk.locator('#pane-case').getByText(number).first()).toBeVisible();
}

export const rowOf = (desk: Page, caseId: string): Locator => desk.locator(`#row-${caseId}`);
