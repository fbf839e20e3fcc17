import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { View } from '#domain/board/view.ts';
import type { Claim, Look, PresenceMessage, Present } from '#domain/presence.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { eventually, startApp, type FeedClient, type RunningApp } from '../../support/running-app.ts';

const district: View = { areas: ['440310'], departments: [] };
const report = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: STORY_PLACES.xiuxin };

/** A desk without a screen: whom it knows to be where. */
class Desk {
  readonly people = new Map<string, Present>();
  readonly claims = new Map<string, Claim>();
  own = '';
  readonly socket: FeedClient;

  constructor(socket: FeedClient) {
    this.socket = socket;
    socket.on('presence', ({ own, whole, gone, people, claims }: PresenceMessage) => {
      this.own = own;
      if (whole) this.people.clear();
      for (const seat of gone) this.people.delete(seat);
      for (const one of people) this.people.set(one.seat, one);
      for (const one of claims) this.claims.set(one.caseId, one);
    });
  }

  look(caseId: string | null, doing: Look['doing'] = 'looking'): void {
    this.socket.emit('look', { caseId, doing });
  }
}

describe('who is at which case', () => {
  let app: RunningApp;
  let caseId: string;
  beforeAll(async () => {
    app = await startApp();
    ({ caseId } = await app.act(null, 'case.report', report));
  });
  afterAll(() => app.stop());

  const open = async (username: string, view = district): Promise<Desk> => {
    const desk = new Desk(await app.connect(username, view));
    desk.socket.connect();
    await eventually(() => desk.socket.connected);
    desk.look(null);
    await eventually(() => desk.own !== '');
    return desk;
  };
  const claim = async (username: string, held: boolean): Promise<Response> =>
    fetch(`${app.origin}/api/v1/cases/${caseId}/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.origin, cookie: await app.signIn(username) },
      body: JSON.stringify({ held }),
    });
  const at = (desk: Desk, other: Desk): Present | undefined => desk.people.get(other.own);

  it('is told to the colleagues of the same area, and taken back when somebody goes', async () => {
    const [first, second] = [await open('ps-dispatch-1'), await open('ps-dispatch-2')];
    const foreign = await open('lh-dispatch-1', { areas: ['440303'], departments: [] });
    const began = performance.now();
    second.look(caseId);
    await eventually(() => at(first, second)?.doing === 'looking');
    console.info(`a colleague was seen after ${Math.round(performance.now() - began)} ms`);
    second.look(caseId, 'acting');
    await eventually(() => at(first, second)?.doing === 'acting');
    foreign.look(caseId);
    first.look(caseId);
    await eventually(() => at(second, first));
    expect(foreign.people.size).toBe(0);
    expect(at(first, foreign)).toBeUndefined();
    second.socket.disconnect();
    await eventually(() => at(first, second) === undefined);
  });

  it('a claim is told, refused to others with who has it, given up, and ends without input', async () => {
    const first = await open('ps-dispatch-1');
    expect(await (await claim('ps-dispatch-2', true)).json()).toMatchObject({ remainingMs: 300_000 });
    await eventually(() => first.claims.get(caseId)?.remainingMs === 300_000);
    const late = await open('ps-dispatch-1');
    const known = await eventually(() => late.claims.get(caseId));
    expect(known.name).toBe(first.claims.get(caseId)?.name);

    const refused = await claim('ps-dispatch-1', true);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ refused: 'claimed', details: { name: known.name } });
    // It forbids nobody anything.
    const accepted = await app.act(
      'ps-dispatch-1',
      'case.accept',
      { matterCode: 'municipal.garbage-overflow' },
      { caseId },
    );
    expect(accepted.status).toBe(200);

    await claim('ps-dispatch-2', false);
    await eventually(() => first.claims.get(caseId)?.remainingMs === 0);
    await claim('ps-dispatch-2', true);
    await app.pool.db.execute(sql`update claim set expires_at = clock_timestamp()`);
    expect((await claim('ps-dispatch-1', true)).status).toBe(200);
  });

  it('a broken message cuts the line', async () => {
    const desk = await open('ps-dispatch-1');
    desk.socket.emit('look', { caseId: 'no id', doing: 'looking' });
    await eventually(() => desk.socket.disconnected);
  });
});
