import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { View } from '#domain/board/view.ts';
import type { Event } from '#domain/audit/event.ts';
import { delegationTable } from '#server/access/table.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { startApp, type RunningApp, TEST_PASSWORD } from '../../support/running-app.ts';

const HOUR = 3_600_000;
const secretary = 'ps-secretary-xiuxin';
const worker = 'ps-worker-xiuxin';
/** A worker of another community of the same district. */
let elsewhere = '';

let app: RunningApp;
let security: CookieJar;
beforeAll(async () => {
  app = await startApp();
  const others = app.city.people.filter(
    ({ role, areas }) => role === 'worker' && areas[0]?.startsWith('440310'),
  );
  elsewhere = others.find(({ id }) => id !== worker)?.id ?? '';
  security = new CookieJar(app.origin);
  await security.signIn('sz-security-admin', TEST_PASSWORD);
});
afterAll(() => app.stop());
beforeEach(() => app.pool.db.delete(delegationTable));

const delegate = async (
  fromId: string,
  toId: string,
  from: number,
  until: number,
): Promise<{ status: number; id: string; refused?: string }> => {
  const now = await app.now();
  const body = { fromId, toId, startsAt: now + from, endsAt: now + until };
  const response = await security.post('/api/v1/delegations', body);
  return { status: response.status, ...((await response.json()) as { id: string; refused?: string }) };
};
const rights = async (username: string): Promise<View> =>
  ((await (await app.get('/api/v1/me', username)).json()) as { rights: View }).rights;

/** A case with an order that awaits its approval. */
async function drafted(): Promise<{ caseId: string; orderId: string }> {
  const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };
  const { caseId } = await app.act(null, 'case.report', report);
  await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
  const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
  const order = await app.act(worker, 'order.draft', { requirement: '请到场', recipients }, { caseId });
  expect(order.zh).toBeUndefined();
  const file = await app.get(`/api/v1/cases/${caseId}`, worker);
  const { case: subject } = (await file.json()) as { case: { orders: { id: string }[] } };
  return { caseId, orderId: subject.orders[0]?.id ?? '' };
}

it('a deputy has the rights of the other between the two dates, neither before nor after', async () => {
  const { caseId, orderId } = await drafted();
  const approve = (username: string) => app.act(username, 'order.approve', { orderId }, { caseId });
  const own = await rights(elsewhere);
  expect(await approve(elsewhere)).toMatchObject({ refused: 'not-found' });

  await delegate(secretary, elsewhere, HOUR, 2 * HOUR);
  expect(await rights(elsewhere)).toEqual(own);
  await app.pool.db.update(delegationTable).set({ startsAt: (await app.now()) - 1 });
  expect((await rights(elsewhere)).areas).toEqual([...own.areas, ...(await rights(secretary)).areas]);
  expect(await approve(elsewhere)).toMatchObject({ status: 200, events: ['order.issued'] });

  await app.pool.db.update(delegationTable).set({ endsAt: await app.now() });
  expect(await rights(elsewhere)).toEqual(own);
  expect((await app.get(`/api/v1/cases/${caseId}`, elsewhere)).status).toBe(404);
});

it('both names stand in the log, and the case is read in the capacity that may', async () => {
  const { caseId, orderId } = await drafted();
  await delegate(secretary, worker, -1, HOUR);
  await app.act(worker, 'order.approve', { orderId }, { caseId });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, worker)).json()) as {
    events: Event[];
    people: Record<string, string>;
  };
  const issued = file.events.find((event) => event.type === 'order.issued');
  expect(issued?.by).toEqual({
    ...{ kind: 'person', id: worker, role: 'secretary', departmentId: null },
    onBehalfOf: secretary,
  });
  expect(Object.keys(file.people)).toEqual(expect.arrayContaining([worker, secretary]));
  // What the own role may do is done under the own name alone.
  const own = file.events.find((event) => event.type === 'order.drafted');
  expect(own?.by).not.toHaveProperty('onBehalfOf');
});

it('a 副书记 who is delegated to decides at once, and needs no confirmation afterwards', async () => {
  const deputy = 'ps-deputy-xiuxin';
  const { caseId, orderId } = await drafted();
  const approve = () => app.act(deputy, 'order.approve', { orderId }, { caseId });
  expect(await approve()).toMatchObject({ refused: 'not-your-order' });
  await delegate(secretary, deputy, -1, HOUR);
  expect(await approve()).toMatchObject({ status: 200 });
  const file = (await (await app.get(`/api/v1/cases/${caseId}`, worker)).json()) as {
    case: { orders: { byDeputy: boolean }[] };
  };
  expect(file.case.orders[0]?.byDeputy).toBe(false);
});

it('rights that were delegated are passed on to nobody', async () => {
  await delegate(secretary, worker, -1, HOUR);
  await delegate(worker, elsewhere, -1, HOUR);
  const { caseId, orderId } = await drafted();
  expect(await app.act(elsewhere, 'order.approve', { orderId }, { caseId })).toMatchObject({
    refused: 'not-allowed',
  });
});

it('ends at once when it is ended, or when the other has no account any more', async () => {
  const own = await rights(worker);
  const { id } = await delegate('ps-leader-1', worker, -1, HOUR);
  expect(await rights(worker)).not.toEqual(own);
  expect((await security.post(`/api/v1/delegations/${id}/end`)).status).toBe(200);
  expect(await rights(worker)).toEqual(own);
  const [row] = await app.pool.db.select().from(delegationTable).where(eq(delegationTable.id, id));
  expect(row?.endedBy).toBe('sz-security-admin');

  await delegate('lh-leader-1', worker, -1, HOUR);
  await security.post('/api/v1/accounts/lh-leader-1/disable', { disabled: true });
  expect(await rights(worker)).toEqual(own);
});

it.each([
  ['to oneself', secretary, secretary, 0, HOUR, 'delegation-misfit'],
  ['to an administrator', secretary, 'sz-audit-admin', 0, HOUR, 'delegation-misfit'],
  ['of an administrator', 'sz-system-admin', worker, 0, HOUR, 'delegation-misfit'],
  ['that is over', secretary, worker, -2 * HOUR, -HOUR, 'delegation-past'],
  ['that ends before it begins', secretary, worker, 2 * HOUR, HOUR, 'delegation-past'],
  ['to nobody', secretary, 'no-such-person', 0, HOUR, 'unknown-account'],
])('none is made %s', async (_what, from, to, starts, ends, refused) => {
  expect(await delegate(from, to, starts, ends)).toMatchObject({ refused });
});

it('none is made twice for the same time', async () => {
  await delegate(secretary, worker, 0, 2 * HOUR);
  expect(await delegate(secretary, worker, HOUR, 3 * HOUR)).toMatchObject({ refused: 'delegation-twice' });
  expect((await delegate(secretary, worker, 2 * HOUR, 3 * HOUR)).status).toBe(200);
});
