import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Followed, Stood, TrackedDay } from '#domain/board/moment.ts';
import { Sealer } from '#server/access/seal.ts';
import { addDevice } from '#server/demo/load.ts';
import { erase } from '#server/erasure/erase.ts';
import { takeSnapshot } from '#server/feed/snapshot.ts';
import { makeMoments } from '#server/moment/make.ts';
import { momentCaseTable } from '#server/moment/table.ts';
import { over, RESIDENT } from '../../support/personal.ts';
import { startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';

const AREA = '440310';
const FOREIGN = '440309';
const HOUR = 3_600_000;
const VIEW = { areas: [AREA], departments: [] };
const WORDS = '东二三巷的垃圾桶满了两天没人收';

describe('rewinding at the door', () => {
  let app: RunningApp;
  let walls: Record<string, string>;
  let begun: number;
  let caseId: string;

  beforeAll(async () => {
    app = await startApp();
    const sealer = new Sealer(TEST_SECRET);
    walls = Object.fromEntries(
      await Promise.all(
        [AREA, FOREIGN].map(async (area) => [area, await addDevice(app.pool.db, sealer, area, area)]),
      ),
    ) as Record<string, string>;
    begun = await app.now();
    caseId = (await over(app)).caseId;
    await app.forward(HOUR);
    await makeMoments(app.pool.db);
  });
  afterAll(() => app.stop());

  /** As the wall of this area. */
  const ask = (wall: string, path: string): Promise<Response> =>
    fetch(`${app.origin}/api/v1/moments/${path}`, { headers: { cookie: `faling_device=${walls[wall]}` } });
  const PATHS = (at: number): string[] => [
    `?at=${at}`,
    `/changes?after=${begun - 1}&until=${at}`,
    `/day?at=${at}`,
  ];

  it('answers now with what the live snapshot holds, and with nothing before anything was', async () => {
    const now = await app.now();
    const live = await takeSnapshot(app.pool.db, VIEW);
    const stood = (await (await ask(AREA, `${AREA}?at=${now + HOUR}`)).json()) as Stood;
    expect(stood.cases).toEqual(live.cases);
    expect(stood).toMatchObject({ at: now, now, recent: live.recent });
    const before = (await (await ask(AREA, `${AREA}?at=${begun - 1}`)).json()) as Stood;
    expect(before).toMatchObject({ at: begun - 1, cases: [], recent: [] });
    const { changes, to } = (await (
      await ask(AREA, `${AREA}/changes?after=${begun - 1}&until=${now}`)
    ).json()) as Followed;
    expect(to).toBe(now);
    expect(changes.at(-1)).toMatchObject({ event: { caseId, version: live.cases[0]?.version } });
    const day = (await (await ask(AREA, `${AREA}/day?at=${now}`)).json()) as TrackedDay;
    expect(day).toMatchObject({ day: '2021-08-13', first: '2021-08-13' });
  });

  it('knows no area outside of the rights of today, for a wall and for a person', async () => {
    const now = await app.now();
    for (const path of PATHS(now)) {
      expect([path, (await ask(AREA, `${AREA}${path}`)).status]).toEqual([path, 200]);
      for (const area of [FOREIGN, '4403', '440310005']) {
        const answer = await ask(FOREIGN, `${area}${path}`);
        const own = area === FOREIGN;
        expect([area, path, answer.status]).toEqual([area, path, own ? 200 : 404]);
        expect(await answer.text()).not.toContain(caseId);
      }
      const asPerson = async (username?: string): Promise<number> =>
        (await app.get(`/api/v1/moments/${AREA}${path}`, username)).status;
      expect(await asPerson('ps-dispatch-1')).toBe(200);
      expect(await asPerson('ps-officer-kengzi-municipal')).toBe(404);
      expect(await asPerson('sz-security-admin')).toBe(403);
      expect(await asPerson()).toBe(401);
    }
    // A wall of the whole city does not come out of one of its districts.
    expect((await ask(AREA, `4403?at=${now}`)).status).toBe(404);
  });

  it('holds nothing personal, neither in what is kept nor in what is told, and nothing changes with an erasure', async () => {
    const at = await app.now();
    const told = async (): Promise<string> => {
      const texts = PATHS(at).map(async (path) => (await ask(AREA, `${AREA}${path}`)).text());
      return (await Promise.all(texts)).join('\n');
    };
    const before = await told();
    const kept = await app.pool.db.select().from(momentCaseTable);
    expect(kept.map((row) => row.caseId)).toContain(caseId);
    for (const needle of [WORDS, RESIDENT.name, RESIDENT.phone]) {
      expect(before + JSON.stringify(kept)).not.toContain(needle);
    }
    await erase(app.pool.db, caseId, { actor: 'system', reason: 'asked' });
    expect(await told()).toBe(before);
  });

  it.each(['', '?at=', '?at=-1', '?at=1e3', '?at=99999999999999999', '?at=1&more=1'])(
    'says what is wrong with %s',
    async (query) => {
      const answer = await ask(AREA, AREA + query);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ refused: 'bad-input' });
    },
  );
});
