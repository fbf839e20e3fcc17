import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESULTS } from '#domain/figure/stage.ts';
import { isRefusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import type { CountedCases } from '#server/insight/drill.ts';
import type { StageFigures } from '#server/insight/measure.ts';
import type { InsightReport } from '#server/insight/report.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const MINUTE = 60_000;
const WORDS = '金丝雀原话：垃圾满溢';
const report = {
  channel: 'wechat',
  words: WORDS,
  point: STORY_PLACES.xiuxin,
  contact: { phone: '13912345678' },
};
const matterCode = 'municipal.garbage-overflow';
const departmentId = '440310005-municipal';
const officer = 'ps-officer-kengzi-municipal';

/** Signed after one, two … twenty minutes; ten minutes are in time to the millisecond. */
const SIGNED = Array.from({ length: 20 }, (_, n) => n + 1);

/**
 * A Friday, counted by hand at its end. Twenty signatures (ten in time, ten late), one duty returned after three
 * minutes (left out) and one after fifteen (late), one that nobody signed for thirty minutes (overdue) and one sent
 * four minutes ago (pending). The first case was also contacted and resolved.
 */
describe('the figures of a day', () => {
  let app: RunningApp;
  let pendingCase: { caseId: string; assignmentId: string };
  let overdueCase: string;
  let day: InsightReport;

  const viewer = async (username: string): Promise<Viewer> => {
    const found = await globalThis.faling!.viewerOf(new Headers({ cookie: await app.signIn(username) }));
    if (!found) throw new Error(`${username} is not signed in`);
    return found;
  };
  const ask = async (username: string, query: object = {}) =>
    globalThis.faling!.ask(await viewer(username), 'insight.read', query);
  const read = async (query: object = {}, username = 'ps-leader-1'): Promise<InsightReport> => {
    const answer = await ask(username, query);
    if (isRefusal(answer)) throw new Error(answer.refused);
    return answer;
  };
  const list = async (query: object): Promise<CountedCases> => {
    const answer = await globalThis.faling!.ask(await viewer('ps-leader-1'), 'insight.cases', query);
    if (isRefusal(answer)) throw new Error(answer.refused);
    return answer;
  };

  /** Reported, accepted five minutes later, and sent to the municipal office at once. */
  async function sent(): Promise<{ caseId: string; assignmentId: string }> {
    const { caseId } = await app.act(null, 'case.report', report);
    await app.forward(5 * MINUTE);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode }, { caseId });
    const recipients = [{ departmentId, part: 'lead' }];
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    const file = await globalThis.faling!.ask(await viewer('ps-dispatch-1'), 'case.read', { id: caseId });
    if (isRefusal(file)) throw new Error(file.refused);
    return { caseId, assignmentId: file.case.assignments[0]!.id };
  }

  beforeAll(async () => {
    app = await startApp('2021-08-13T08:00:00+08:00');
    for (const minutes of SIGNED) {
      const { caseId, assignmentId } = await sent();
      await app.forward(minutes * MINUTE);
      await app.act(officer, 'assignment.sign', { assignmentId }, { caseId });
      if (minutes > 1) continue;
      await app.forward(8 * MINUTE);
      await app.act(officer, 'assignment.contact', { assignmentId }, { caseId });
      await app.act(officer, 'case.resolve', { outcome: '已清运' }, { caseId });
    }
    for (const minutes of [3, 15]) {
      const { caseId, assignmentId } = await sent();
      await app.forward(minutes * MINUTE);
      await app.act(officer, 'assignment.return', { assignmentId, reason: 'not-ours' }, { caseId });
    }
    ({ caseId: overdueCase } = await sent());
    await app.forward(21 * MINUTE);
    pendingCase = await sent();
    await app.forward(4 * MINUTE);
    day = await read({ period: 'today' });
  }, 120_000);
  afterAll(() => app.stop());

  const stage = (name: string): StageFigures => day.stages.find((one) => one.stage === name)!;

  it('count every term of the on-time rate, the open and overdue among them', () => {
    expect(stage('sign')).toMatchObject({
      inTime: 10,
      late: 11,
      overdue: 1,
      pending: 1,
      left: 1,
      n: 22,
      all: 23,
    });
    expect(stage('sign').rate).toBeCloseTo(10 / 22, 10);
    expect(stage('sign').worst).toBeCloseTo(10 / 23, 10);
    expect(stage('sign').best).toBeCloseTo(11 / 23, 10);
  });

  it('give the interval that Wilson gives for 10 of 22', () => {
    expect(stage('sign').interval?.low).toBeCloseTo(0.2692, 4);
    expect(stage('sign').interval?.high).toBeCloseTo(0.6534, 4);
  });

  it('estimate percentiles by Kaplan–Meier, because 3 of 23 have not ended with a signature', () => {
    // At 12 minutes 19/23 × 10/18 = 0.459 still wait; at 20 minutes 19/23 × 7/18 × 1/6 = 0.054, at 19 still 0.107.
    expect(stage('sign').p50).toMatchObject({ kind: 'value', ms: 12 * MINUTE, method: 'kaplan-meier' });
    expect(stage('sign').p90).toMatchObject({ kind: 'value', ms: 20 * MINUTE, method: 'kaplan-meier' });
  });

  it('take the nearest rank where everything has ended', () => {
    expect(stage('accept')).toMatchObject({ inTime: 24, n: 24, all: 24 });
    expect(stage('accept').p90).toMatchObject({
      kind: 'value',
      ms: 5 * MINUTE,
      method: 'nearest-rank',
      n: 24,
    });
    expect(stage('accept').limits).toEqual([{ amount: 30, unit: 'minute', count: 24, ms: 30 * MINUTE }]);
  });

  it('give no P90 and no rate of nothing where there are no data', () => {
    expect(stage('approve')).toMatchObject({
      all: 0,
      rate: null,
      interval: null,
      p90: { kind: 'too-few', n: 0 },
    });
  });

  it('put each signature into its minute, and say what is not in the picture', () => {
    const { bins, open, left, limitMs, amberMs } = day.signing;
    expect(bins.map(({ count }) => count)).toEqual([0, ...Array<number>(14).fill(1), 6]);
    expect(bins.map(({ late }) => late)).toEqual([...Array<number>(11).fill(0), 1, 1, 1, 1, 6]);
    expect({ open, left, limitMs, amberMs }).toEqual({
      open: 2,
      left: 2,
      limitMs: 10 * MINUTE,
      amberMs: 5 * MINUTE,
    });
  });

  it('do not rank a department with 22 decided runs, but name it', () => {
    const sign = day.departments.find((table) => table.stage === 'sign')!;
    expect(sign.ranked).toEqual([]);
    expect(sign.few).toEqual([{ departmentId, n: 22 }]);
  });

  it('age what is not resolved, and set inflow beside outflow', () => {
    expect(day.ageing.total).toBe(23);
    expect(day.ageing.ages.map(({ total }) => total)).toEqual([23, 0, 0, 0, 0, 0]);
    expect(day.flows.total).toMatchObject({ accepted: 24, resolved: 1, ordersIssued: 0 });
    expect(day.flows.bins).toHaveLength(24);
    expect(day.flows.bins.reduce((sum, bin) => sum + bin.accepted, 0)).toBe(24);
    expect(day.flows.bins[8]).toMatchObject({ resolved: 1 });
  });

  it('open the very cases that they count, for every stage and every result', async () => {
    for (const figures of day.stages) {
      const counts = [figures.inTime, figures.late, figures.overdue, figures.pending, figures.left];
      for (const [index, result] of RESULTS.entries()) {
        const { total } = await list({
          period: 'today',
          of: 'stage',
          stage: figures.stage,
          result,
          at: `${day.asOf}`,
        });
        expect(total, `${figures.stage} ${result}`).toBe(counts[index]);
      }
    }
    const overdue = await list({ period: 'today', of: 'stage', stage: 'sign', result: 'overdue' });
    expect(overdue.rows).toMatchObject([
      { caseId: overdueCase, departmentId, tookMs: 30 * MINUTE, overMs: 20 * MINUTE, result: 'overdue' },
    ]);
    const bin = await list({ period: 'today', of: 'stage', stage: 'sign', minute: '15' });
    expect(bin.rows.map(({ tookMs }) => tookMs / MINUTE)).toEqual([20, 19, 18, 17, 16, 15]);
    expect((await list({ of: 'age', age: 'today' })).total).toBe(23);
    expect((await list({ period: 'today', of: 'flow', figure: 'resolved' })).total).toBe(1);
    expect((await list({ of: 'overdue' })).total).toBe(day.overdue.total);
  });

  it('still open those cases after the world has moved on', async () => {
    const at = `${day.asOf}`;
    await app.forward(MINUTE);
    const { caseId, assignmentId } = pendingCase;
    await app.act(officer, 'assignment.sign', { assignmentId }, { caseId });
    const then = await list({ period: 'today', of: 'stage', stage: 'sign', result: 'pending', at });
    expect(then.rows).toMatchObject([{ caseId }]);
    const now = await list({ period: 'today', of: 'stage', stage: 'sign', result: 'pending' });
    expect(now.total).toBe(0);
  });

  it('are empty on the day before, and on a channel that nobody used', async () => {
    const before = await read({ from: '2021-08-12', to: '2021-08-12' });
    expect(before.stages.every(({ all }) => all === 0)).toBe(true);
    expect((await read({ channel: 'letter' })).cases).toBe(0);
    expect((await read({ field: 'municipal' })).cases).toBe(24);
    expect((await read({ field: 'labour' })).cases).toBe(0);
    expect(
      (await read({ department: departmentId })).stages.find(({ stage: one }) => one === 'sign')?.all,
    ).toBe(23);
  });

  it('hold nothing that a resident wrote', async () => {
    const everything = JSON.stringify([day, await list({ of: 'age' })]);
    expect(everything).not.toMatch(/金丝雀|13912345678/);
  });

  describe('are read by', () => {
    it.each(['ps-leader-1', 'ps-supervisor-1', 'ps-dispatch-1', 'ps-secretary-xiuxin'])(
      '%s',
      async (username) => {
        expect(
          (await read({ period: 'today' }, username)).stages.find((one) => one.stage === 'sign')?.all,
        ).toBe(23);
      },
    );

    it('the leader of another district, who sees none of these cases', async () => {
      expect((await read({ period: 'today' }, 'lh-leader-1')).cases).toBe(0);
    });

    it('nobody else', async () => {
      for (const username of [officer, 'ps-worker-xiuxin', 'ps-grid-xiuxin', 'sz-system-admin']) {
        expect(await ask(username)).toMatchObject({ refused: 'figures-not-yours' });
      }
    });
  });

  it.each([
    [{ area: '440303' }, 'figures-outside-area'],
    [{ area: '440310999' }, 'unknown-area'],
    [{ area: 'x' }, 'bad-input'],
    [{ period: 'yesterday' }, 'bad-input'],
    [{ from: '2021-02-30' }, 'bad-input'],
    [{ from: '2021-08-13', to: '2021-08-12' }, 'bad-input'],
    [{ from: '2021-01-01', to: '2021-08-13' }, 'bad-input'],
    [{ period: 'today', from: '2021-08-13' }, 'bad-input'],
    [{ channel: 'pigeon' }, 'bad-input'],
    [{ unknown: '1' }, 'bad-input'],
  ])('refuse %j with %s', async (query, refused) => {
    expect(await ask('ps-leader-1', query)).toMatchObject({ refused });
  });
});
