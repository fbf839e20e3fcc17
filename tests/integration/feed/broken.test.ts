import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

describe('a process that finds a hole in the feed', () => {
  let app: RunningApp;
  beforeAll(async () => (app = await startApp()));
  afterAll(() => app.stop());

  it('cuts its screens, lets none in and says so, and still takes what residents report', async () => {
    // given a screen, and a number that nobody gave out
    const screen = await app.connect('ps-leader-1', { areas: ['440310'], departments: [] });
    const cut = new Promise((resolve) => screen.on('disconnect', resolve));
    const shown = new Promise((resolve) => screen.on('snapshot', resolve));
    screen.connect();
    await shown;
    expect((await app.get('/health/ready')).status).toBe(200);
    await app.pool.db.execute(sql`update feed_head set seq = seq + 1`);
    // when
    await app.act(null, 'case.report', report);
    // then
    await cut;
    const late = await app.connect('ps-leader-1');
    const refused = new Promise((resolve) => late.on('connect_error', resolve));
    late.connect();
    await refused;
    const ready = await app.get('/health/ready');
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ ready: false })]);
    expect(await (await app.get('/metrics')).text()).toMatch(/faling_feed_halted\{[^}]*\} 1/);
    expect((await app.get('/health/live')).status).toBe(200);
    const answer = await app.act(null, 'case.report', report);
    expect(answer.status).toBe(200);
  });
});
