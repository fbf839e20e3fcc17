import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import { apiOf, type Api } from '../../support/api.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const HOUR = 3_600_000;

describe('settings', () => {
  let app: RunningApp;
  let api: Api;

  beforeAll(async () => {
    app = await startApp();
    api = await apiOf(app);
  });
  afterAll(() => app.stop());

  const stricter = (version: number, effectiveFrom: number) => ({
    ...DEFAULT_POLICY,
    version,
    effectiveFrom,
    rules: DEFAULT_POLICY.rules.map((rule) => (rule.clock === 'sign' ? { ...rule, amount: 5 } : rule)),
  });

  it('a change of limits shows what it would alter, is enacted for a later day, and counts from then on', async () => {
    const { assignmentId: before } = await api.dispatched();
    const from = (await app.now()) + HOUR;
    const shown = await api.send('POST', '/policies/preview', stricter(2, from), 'sz-system-admin');
    expect(shown.status).toBe(200);
    expect((shown['alterations'] as { clock: string }[]).every(({ clock }) => clock === 'sign')).toBe(true);
    expect(shown['otherDeadline']).toBeGreaterThanOrEqual(1);
    expect(api.misfits('policy.preview', shown)).toEqual([]);
    expect(await api.send('POST', '/policies', stricter(2, from), 'sz-system-admin')).toMatchObject({
      status: 200,
    });
    const twice = await api.send('POST', '/policies', stricter(2, from), 'sz-system-admin');
    expect(twice).toMatchObject({ status: 409, refused: 'policy-version', details: { next: 3 } });
    const past = await api.send('POST', '/policies', stricter(3, await app.now()), 'sz-system-admin');
    expect(past).toMatchObject({ status: 422, refused: 'policy-past' });
    const { body } = await api.read('/policies', 'ps-dispatch-1');
    expect((body['policies'] as { version: number }[]).map((one) => one.version)).toEqual([1, 2]);
    expect(before).toBeDefined();
  });

  it('only the administrator of the system sets them', async () => {
    const asked = [
      await api.send('POST', '/policies', stricter(9, 1), 'ps-dispatch-1'),
      await api.send('PUT', '/calendar/2021-09-03', { works: false, reason: '台风' }, 'ps-leader-1'),
      await api.send('POST', '/roster', {}, 'ps-supervisor-1'),
    ];
    expect(asked.map((one) => one['refused'])).toEqual(['not-allowed', 'not-allowed', 'not-allowed']);
  });

  it('a day to come is set otherwise than published, one that has begun is not', async () => {
    const typhoon = { works: false, reason: '台风停工' };
    const set = await api.send('PUT', '/calendar/2021-09-03', typhoon, 'sz-system-admin');
    expect(set['set']).toContainEqual({ day: '2021-09-03', ...typhoon });
    expect(set['holidays']).toContain('2021-09-03');
    const today = await api.send('PUT', '/calendar/2021-08-13', typhoon, 'sz-system-admin');
    expect(today).toMatchObject({ status: 422, refused: 'day-past' });
    const none = await api.send('PUT', '/calendar/2021-02-30', typhoon, 'sz-system-admin');
    expect(none).toMatchObject({ status: 400, refused: 'bad-input' });
  });

  it('a duty is added to the roster and ends early', async () => {
    const me = (await api.read('/me', 'ps-supervisor-1')).body as { viewer: { person: { id: string } } };
    const from = await app.now();
    const duty = {
      post: 'district-supervisor',
      areaCode: '440310',
      personId: me.viewer.person.id,
      from,
      until: from + 12 * HOUR,
    };
    const added = await api.send('POST', '/roster', duty, 'sz-system-admin');
    const mine = (added['duties'] as { id: string; from: number; until: number }[]).find(
      (one) => one.from === from && one.until === duty.until,
    );
    expect(mine).toBeDefined();
    const ended = await api.send('PUT', `/roster/${mine!.id}`, { until: from + HOUR }, 'sz-system-admin');
    expect(ended['duties']).toContainEqual(expect.objectContaining({ id: mine!.id, until: from + HOUR }));
    const nobody = await api.send('POST', '/roster', { ...duty, personId: 'nobody' }, 'sz-system-admin');
    expect(nobody).toMatchObject({ status: 422, refused: 'unknown-person' });
    const over = await api.send('POST', '/roster', { ...duty, until: from }, 'sz-system-admin');
    expect(over).toMatchObject({ status: 422, refused: 'duty-past' });
  });
});
