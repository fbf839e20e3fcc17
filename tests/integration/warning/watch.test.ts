import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifySystem } from '#server/verify/system.ts';
import { GARBAGE, WatchedCity } from '../../support/watched-city.ts';

const SURGE = `surge:440310005002:${GARBAGE}`;

let city: WatchedCity;
beforeEach(async () => (city = await WatchedCity.open()));
afterEach(() => city.close());

/** The city has been there for a while, and nothing much happened. */
async function quietDays(days: number): Promise<void> {
  await city.report(0, 'environment.noise');
  await city.pass(24 * days);
}

async function reports(n: number): Promise<string[]> {
  const ids = [];
  for (let k = 0; k < n; k += 1) {
    ids.push(await city.report());
    await city.pass(1 / 60);
  }
  return ids;
}

async function expectSound(): Promise<void> {
  for (const check of await verifySystem(city.city.db, city.city.sealer))
    expect([check.en, check.differences]).toEqual([check.en, []]);
}

describe('a surge', () => {
  test('is raised on the case that made it visible, with what was counted', async () => {
    await quietDays(10);
    const ids = await reports(3);
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([[SURGE, 'stands']]);
    expect((await city.case(ids[2] ?? '')).warnings).toMatchObject([
      { kind: 'surge', reason: GARBAGE, evidence: { count: 3, usual: 0, windowMin: 60, caseIds: ids } },
    ]);
    await expectSound();
  });

  test('is raised once, however many processes watch at the same time and however often', async () => {
    await quietDays(10);
    await reports(3);
    const watches = [city.watch, await city.another(), await city.another(), await city.another()];
    const turns = await Promise.all(watches.flatMap((watch) => [watch.turn(), watch.turn()]));
    // Several found it before the first could say so, or the test would show nothing.
    expect(turns.filter((commands) => commands.length > 0).length).toBeGreaterThan(1);
    await city.report();
    await Promise.all(watches.map((watch) => watch.turn()));
    expect(await city.warnings('surge')).toEqual([[SURGE, 'stands']]);
    await expectSound();
  });

  test('is lifted once when it has subsided, and the next one is a new warning', async () => {
    await quietDays(10);
    await reports(3);
    await city.watch.turn();
    await city.pass(0.9);
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([[SURGE, 'stands']]);
    await city.pass(0.1);
    const other = await city.another();
    await Promise.all([city.watch.turn(), other.turn()]);
    expect(await city.warnings('surge')).toEqual([[SURGE, 'lifted']]);
    await city.pass(1);
    await city.watch.turn();
    await reports(3);
    await Promise.all([city.watch.turn(), other.turn()]);
    expect(await city.warnings('surge')).toEqual([
      [SURGE, 'lifted'],
      [SURGE, 'stands'],
    ]);
  });

  test('that is acknowledged stays, and is not raised beside itself', async () => {
    await quietDays(10);
    const ids = await reports(3);
    await city.watch.turn();
    const [warning] = (await city.case(ids[2] ?? '')).warnings;
    await city.act('ps-dispatch-1', 'warning.acknowledge', { warningId: warning?.id }, ids[2]);
    await city.report();
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([[SURGE, 'stands']]);
    expect((await city.case(ids[2] ?? '')).warnings[0]?.acknowledgedAt).not.toBeNull();
  });

  test('that a person lifted is not raised again on the same cases', async () => {
    await quietDays(10);
    const ids = await reports(3);
    await city.watch.turn();
    const [warning] = (await city.case(ids[2] ?? '')).warnings;
    await city.act('ps-dispatch-1', 'warning.lift', { warningId: warning?.id, reason: 'mistaken' }, ids[2]);
    await city.watch.turn();
    await city.pass(1 / 60);
    await reports(2);
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([[SURGE, 'lifted']]);
    await reports(1);
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([
      [SURGE, 'lifted'],
      [SURGE, 'stands'],
    ]);
  });

  test('is none where as much is usual at this hour, and none where nothing is known of the usual', async () => {
    await reports(3);
    await city.watch.turn();
    for (let day = 0; day < 4; day += 1) {
      await city.pass(24 - 3 / 60);
      await reports(3);
      await city.watch.turn();
    }
    expect(await city.warnings('surge')).toEqual([]);
  });

  test('leaves out what was turned away, taken back or is an old problem', async () => {
    await quietDays(10);
    await reports(1);
    await city.report(0, GARBAGE, { backlog: true });
    await city.act('ps-dispatch-1', 'case.reject', { reason: 'no-facts' }, await city.report());
    await city.act('ps-worker-xiuxin', 'case.withdraw', { reason: 'mistake' }, await city.report());
    await reports(1);
    await city.watch.turn();
    expect(await city.warnings('surge')).toEqual([]);
  });
});

describe('a cluster', () => {
  test('is found in the circle of a site, names it, and is lifted when the circle is quiet', async () => {
    const ids = await reports(5);
    const siteId = (await city.case(ids[0] ?? '')).place.siteId;
    await city.watch.turn();
    const key = `cluster:${siteId ?? '440310005002'}:${GARBAGE}`;
    expect(await city.warnings()).toEqual([[key, 'stands']]);
    await city.pass(25);
    await city.watch.turn();
    expect(await city.warnings()).toEqual([[key, 'stands']]);
    await city.pass(24 * 6);
    await city.watch.turn();
    expect(await city.warnings()).toEqual([[key, 'lifted']]);
  });
});

describe('the same matter at the same place again', () => {
  test('is a recurrence on the fresh case, lifted with it, and a doubt about the resolution', async () => {
    const first = await city.settle();
    await city.pass(24);
    const second = await city.report(140);
    const other = await city.another();
    await Promise.all([city.watch.turn(), other.turn()]);
    expect(await city.warnings()).toEqual([[`recurrence:${first}`, 'stands']]);
    const doubted = await city.case(first);
    expect(doubted).toMatchObject({ doubts: ['reported-again'], again: { caseId: second } });
    await city.act('ps-worker-xiuxin', 'case.confirm', {}, first);
    expect((await city.case(first)).followup).toMatchObject({ method: 'call' });
    expect((await city.case(first)).followup?.causes).toContain('doubt');
    await city.watch.turn();
    expect((await city.case(first)).doubts).toEqual(['reported-again']);
    await city.act('ps-worker-xiuxin', 'case.withdraw', { reason: 'solved' }, second);
    await city.watch.turn();
    expect(await city.warnings()).toEqual([[`recurrence:${first}`, 'lifted']]);
    await expectSound();
  });

  test('makes the message that was planned a call, and marks a case that is over for review', async () => {
    const [confirmed, closed] = [await city.settle(), await city.settle(0, 'environment.noise')];
    for (const id of [confirmed, closed]) await city.act('ps-worker-xiuxin', 'case.confirm', {}, id);
    await city.act('ps-worker-xiuxin', 'followup.finish', { reached: true, satisfied: true }, closed);
    await city.pass(24);
    await city.report();
    await city.report(0, 'environment.noise');
    await city.watch.turn();
    expect((await city.case(confirmed)).followup).toMatchObject({ method: 'call', at: null });
    expect(await city.case(closed)).toMatchObject({ state: 'closed', again: { reviewedAt: null } });
    const { rows } = await city.city.db.execute(sql`select watched from "case" where id = ${closed}`);
    expect(rows).toEqual([{ watched: true }]);
    await city.act('ps-supervisor-1', 'case.review', { passed: false }, closed);
    expect(await city.case(closed)).toMatchObject({ state: 'closed', again: { passed: false } });
    await expectSound();
  });

  test('says nothing of another matter, of another place, or of what lies longer back', async () => {
    const first = await city.settle();
    await city.pass(1);
    await city.report(0, 'environment.noise');
    await city.report(160);
    await city.watch.turn();
    expect(await city.warnings()).toEqual([]);
    await city.pass(24 * 8);
    await city.report();
    await city.watch.turn();
    // After eight days it is still a recurrence, but no doubt about what was done then.
    expect(await city.warnings('recurrence')).toEqual([[`recurrence:${first}`, 'stands']]);
    expect((await city.case(first)).doubts).toEqual([]);
  });
});

describe('an overdue streak', () => {
  const STREAK = 'overdue-streak:440310005-municipal:sign';
  const dispatched = async (): Promise<string> => {
    const id = await city.report(0, 'environment.noise');
    await city.act('ps-dispatch-1', 'case.accept', { matterCode: GARBAGE }, id);
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await city.act('ps-dispatch-1', 'case.dispatch', { recipients }, id);
    return id;
  };

  test('is raised when the last five signatures of a department are overdue, and lifted by one in time', async () => {
    for (let n = 0; n < 4; n += 1) await dispatched();
    await city.pass(0.5);
    await city.watch.turn();
    expect(await city.warnings('overdue-streak')).toEqual([]);
    await dispatched();
    await city.pass(0.5);
    const other = await city.another();
    await Promise.all([city.watch.turn(), other.turn()]);
    expect(await city.warnings('overdue-streak')).toEqual([[STREAK, 'stands']]);
    const id = await dispatched();
    const assignmentId = (await city.case(id)).assignments[0]?.id;
    await city.act('ps-officer-kengzi-municipal', 'assignment.sign', { assignmentId }, id);
    await city.watch.turn();
    expect(await city.warnings('overdue-streak')).toEqual([[STREAK, 'lifted']]);
    await expectSound();
  });
});
