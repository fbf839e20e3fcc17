import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { Answer, RunningApp } from './running-app.ts';

/** Who has reported, how to reach them, and what they said: nothing of it may be read where it does not belong. */
export const RESIDENT = { name: '欧阳金丝雀', phone: '13912345678' };
export const MUNICIPAL = '440310005-municipal';
export const MATTER = 'municipal.garbage-overflow';

type Json = Record<string, unknown>;

/** What an address answers to a body, with its status. */
export async function send(
  app: RunningApp,
  path: string,
  body: object,
  username?: string,
  headers: Record<string, string> = {},
): Promise<Json & { status: number }> {
  const cookie: Record<string, string> = username ? { cookie: await app.signIn(username) } : {};
  const response = await fetch(`${app.origin}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.origin, ...cookie, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as Json) };
}

export async function read(app: RunningApp, path: string, username?: string): Promise<Json> {
  return (await (await app.get(`/api/v1${path}`, username)).json()) as Json;
}

export const reported = (app: RunningApp, more: object = {}): Promise<Answer> =>
  app.act(null, 'case.report', {
    ...{ channel: 'wechat', words: '东二三巷的垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin },
    ...{ contact: RESIDENT, ...more },
  });

/** A case that the municipal office of the street holds and has signed for. */
export async function held(app: RunningApp, more: object = {}): Promise<Answer & { assignmentId: string }> {
  const answer = await reported(app, more);
  const { caseId } = answer;
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: MATTER }, { caseId });
  const recipients = [{ departmentId: MUNICIPAL, part: 'lead' }];
  await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
  const file = (await read(app, `/cases/${caseId}`, 'ps-dispatch-1')) as {
    case: { assignments: { id: string }[] };
  };
  const assignmentId = file.case.assignments[0]?.id ?? '';
  await app.act(OFFICER, 'assignment.sign', { assignmentId }, { caseId });
  return { ...answer, assignmentId };
}

/** The officer of that office, in the demonstration city. */
export const OFFICER = 'ps-officer-kengzi-municipal';

/** The same case to its end: resolved, confirmed and followed up. */
export async function over(app: RunningApp, more: object = {}): Promise<Answer> {
  const answer = await held(app, more);
  const { caseId } = answer;
  await app.act(OFFICER, 'case.resolve', { outcome: '已清运，并加派一次。' }, { caseId });
  await app.act('ps-dispatch-1', 'case.confirm', { stars: 3 }, { caseId });
  await app.act('ps-dispatch-1', 'followup.finish', { reached: true, satisfied: true }, { caseId });
  return answer;
}
