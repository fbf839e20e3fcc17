import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { listFollowups } from '#server/followup/list.ts';
import { listSupervision } from '#server/supervision/list.ts';
import { listWarnings } from '#server/warning/list.ts';
import { GARBAGE, WatchedCity } from '../../support/watched-city.ts';

const municipal = '440310005-municipal';
let city: WatchedCity;
beforeAll(async () => (city = await WatchedCity.open()));
afterAll(() => city.close());

/** The answer; a refusal fails the test. */
async function answer<T extends object>(asked: Promise<T | Refusal>): Promise<T> {
  const outcome = await asked;
  if (isRefusal(outcome)) throw new Error(outcome.refused);
  return outcome;
}
const dispatched = async (...departments: string[]): Promise<string> => {
  const id = await city.report();
  await city.act('ps-dispatch-1', 'case.accept', { matterCode: GARBAGE }, id);
  const recipients = departments.map((departmentId) => ({ departmentId, part: 'lead' }));
  await city.act('ps-dispatch-1', 'case.dispatch', { recipients }, id);
  return id;
};
const duty = async (id: string) => ({ assignmentId: (await city.case(id)).assignments.at(-1)?.id });

describe('the list of warnings', () => {
  const list = (username: string, query = {}) => listWarnings(city.city.db, city.viewer(username), query);

  test('shows what stands with its evidence and place, the newest first, to those who may see it', async () => {
    const grave = await city.report(0, 'labour.unpaid-wages', {
      words: '工地欠薪三个月。',
      label: '秀新工地',
    });
    for (let n = 0; n < 5; n += 1) await city.report();
    await city.pass(1 / 60);
    await city.watch.turn();
    const { warnings } = await answer(list('ps-dispatch-1'));
    expect(warnings.map(({ kind }) => kind)).toEqual(['cluster', 'grave-word']);
    expect(warnings[0]).toMatchObject({
      evidence: { count: 5, radiusM: 500 },
      reason: GARBAGE,
      acknowledgedAt: null,
    });
    expect(warnings[1]).toMatchObject({
      caseId: grave,
      label: '秀新工地',
      matterCode: 'labour.unpaid-wages',
    });
    expect(JSON.stringify(warnings)).not.toContain('三个月');
    const { id: warningId, caseId } = warnings[0] ?? { id: '', caseId: '' };
    await city.act('ps-dispatch-1', 'warning.acknowledge', { warningId }, caseId);
    const [again] = (await answer(list('ps-supervisor-1', { kind: 'cluster' }))).warnings;
    expect(again).toMatchObject({ acknowledgedById: 'ps-dispatch-1' });
    await city.act('ps-dispatch-1', 'warning.lift', { warningId, reason: 'handled' }, caseId);
    expect((await answer(list('ps-leader-1', { kind: 'cluster' }))).warnings).toEqual([]);
  });

  test('shows nothing of another district, and an area outside as if it did not exist', async () => {
    expect((await answer(list('lh-dispatch-1'))).warnings).toEqual([]);
    expect(await list('lh-dispatch-1', { area: '440310' })).toMatchObject({ refused: 'not-found' });
    expect((await answer(list('ps-dispatch-1', { area: '440310005' }))).warnings).toHaveLength(1);
    expect((await answer(list('ps-dispatch-1', { area: '440310001' }))).warnings).toEqual([]);
  });

  test('is not for administrators, walls and residents', async () => {
    expect(await list('sz-audit-admin')).toMatchObject({ refused: 'queue-not-yours' });
    const wall = { kind: 'device', id: 'wall', areaCode: '440310' } as const;
    expect(await listWarnings(city.city.db, wall, {})).toMatchObject({ refused: 'queue-not-yours' });
  });
});

describe('the supervisor’s desk', () => {
  const list = (query = {}, username = 'ps-supervisor-1') =>
    listSupervision(city.city.db, city.viewer(username), query);

  test('has every order from its source, with its recipients, clocks and supervisions', async () => {
    const id = await city.report();
    await city.act('ps-worker-xiuxin', 'case.accept', { matterCode: GARBAGE }, id);
    const recipients = [{ departmentId: municipal, part: 'lead' }];
    await city.act('ps-worker-xiuxin', 'order.draft', { recipients }, id);
    const drafted = (await answer(list({ of: 'orders' }))).orders?.[0];
    expect(drafted).toMatchObject({ caseId: id, order: { state: 'drafted' }, duties: [] });
    expect(drafted?.clocks.map(({ clock }) => clock)).toEqual(['approve']);
    await city.act('ps-secretary-xiuxin', 'order.approve', { orderId: drafted?.order.id }, id);
    await city.pass(0.2);
    const answered = await answer(list());
    expect(answered.orders?.[0]).toMatchObject({
      order: { state: 'issued' },
      duties: [{ departmentId: municipal, state: 'dispatched' }],
      supervisions: [{ measure: 'urge' }],
    });
    const sign = answered.orders?.[0]?.clocks.find(({ clock }) => clock === 'sign');
    expect(sign).toMatchObject({ departmentId: municipal, tier: 'red' });
    expect(answered.overdue).toContainEqual(expect.objectContaining({ caseId: id, clock: sign }));
    expect(answered.supervisions).toMatchObject([
      { caseId: id, departmentId: municipal, clock: { clock: 'supervise', tier: 'running' } },
    ]);
    expect(Object.keys(await answer(list({ of: 'overdue' })))).toEqual(['asOf', 'overdue']);
  });

  test('has what was given back twice, what is contested, and what is in doubt', async () => {
    const back = await dispatched(municipal);
    for (let n = 0; n < 2; n += 1) {
      if (n > 0) {
        const recipients = [{ departmentId: municipal, part: 'lead' }];
        await city.act('ps-dispatch-1', 'case.dispatch', { recipients }, back);
      }
      const body = { ...(await duty(back)), reason: 'no-power' };
      await city.act('ps-officer-kengzi-municipal', 'assignment.return', body, back);
    }
    const doubted = await dispatched(municipal);
    await city.act('ps-officer-kengzi-municipal', 'assignment.sign', await duty(doubted), doubted);
    await city.act('ps-officer-kengzi-municipal', 'case.resolve', { outcome: '已清运。' }, doubted);
    const { returns, doubts } = await answer(list());
    expect(returns).toMatchObject([{ caseId: back, returns: 2, departmentIds: [municipal, municipal] }]);
    expect(doubts).toMatchObject([{ caseId: doubted, departmentId: municipal, again: null }]);
    await city.act('ps-worker-xiuxin', 'case.confirm', { stars: 1 }, doubted);
    await city.act('ps-officer-kengzi-municipal', 'rating.contest', { reason: 'facts' }, doubted);
    await city.act('ps-dispatch-1', 'followup.finish', { reached: true, satisfied: true }, doubted);
    const after = await answer(list());
    expect(after.contests).toMatchObject([{ caseId: doubted, stars: 1, contest: { reason: 'facts' } }]);
    expect(after.doubts).toEqual([]);
  });

  test('is for supervisors and leaders, each in the own area', async () => {
    expect(await list({}, 'ps-dispatch-1')).toMatchObject({ refused: 'queue-not-yours' });
    const { asOf, ...rest } = await answer(list({}, 'lh-supervisor-1'));
    expect(asOf).toBeGreaterThan(0);
    expect(Object.values(rest).flat()).toEqual([]);
    expect((await answer(list({ of: 'orders' }, 'ps-leader-1'))).orders).toHaveLength(1);
  });
});

describe('the queue of follow-ups', () => {
  const list = (query = {}, username = 'ps-dispatch-1') =>
    listFollowups(city.city.db, city.viewer(username), query);

  test('has who is still to be asked, the one that is due first, and no longer who was', async () => {
    const ids = [await city.settle(), await city.settle(0, 'labour.unpaid-wages')] as const;
    await city.act('ps-worker-xiuxin', 'case.confirm', { stars: 2 }, ids[0]);
    await city.pass(1);
    await city.act('ps-worker-xiuxin', 'case.confirm', {}, ids[1]);
    const { followups } = await answer(list());
    expect(followups.map(({ caseId }) => caseId)).toEqual(ids);
    expect(followups[0]).toMatchObject({ method: 'call', stars: 2, feedback: { clock: 'feedback' } });
    expect(followups[0]?.causes).toContain('stars');
    expect(followups[1]?.causes).toContain('dispute');
    expect((await answer(list({ method: 'message' }))).followups).toEqual([]);
    expect((await answer(list({}, 'ps-worker-xiuxin'))).followups).toHaveLength(2);
    expect((await answer(list({}, 'lh-dispatch-1'))).followups).toEqual([]);
    await city.act('ps-dispatch-1', 'followup.finish', { reached: false, satisfied: null }, ids[0]);
    expect((await answer(list())).followups.map(({ caseId }) => caseId)).toEqual([ids[1]]);
  });

  test('is for those who ask', async () => {
    expect(await list({}, 'ps-officer-kengzi-municipal')).toMatchObject({ refused: 'queue-not-yours' });
  });
});
