import { randomUUID } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseFile } from '#server/case/file.ts';
import { EVENT_TYPES } from '#domain/audit/event.ts';
import { DEFAULT_POLICY } from '#domain/timer/default-policy.ts';
import { REGISTRY } from '#server/door/registry.ts';
import { OUTSIDE_ACTS, pathOfAct } from '#server/door/route.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const report = {
  channel: 'wechat',
  words: '东二三巷的垃圾桶满了，两天没人收',
  point: { lat: 22.7437, lon: 114.3712 },
};
const matterCode = 'municipal.garbage-overflow';
const HOUR = 3_600_000;

type Json = Record<string, unknown>;

describe('the API below /api/v1', () => {
  let app: RunningApp;
  let document: Json & { paths: Record<string, Record<string, Json>>; components: { schemas: Json } };
  let ajv: Ajv2020;

  beforeAll(async () => {
    app = await startApp();
    document = (await (await app.get('/api/v1/openapi.json')).json()) as typeof document;
    ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: 'openapi', components: document.components });
  });
  afterAll(() => app.stop());

  /** What does not fit the shape that the document gives to `name`. */
  const misfits = (name: string, value: unknown): unknown => {
    const check = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    return check(value) ? [] : check.errors;
  };
  const send = async (
    method: string,
    path: string,
    body: object,
    username?: string,
    headers: Record<string, string> = {},
  ): Promise<Json & { status: number; etag: string | null }> => {
    const cookie = username ? { cookie: await app.signIn(username) } : {};
    const response = await fetch(`${app.origin}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: app.origin, ...cookie, ...headers } as Record<
        string,
        string
      >,
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      ...((await response.json()) as Json),
    };
  };
  const read = async (path: string, username?: string) => {
    const response = await app.get(`/api/v1${path}`, username);
    return {
      status: response.status,
      etag: response.headers.get('etag'),
      body: (await response.json()) as Json,
    };
  };
  const reported = async (): Promise<string> => (await app.act(null, 'case.report', report)).caseId;
  const accepted = async (): Promise<string> => {
    const caseId = await reported();
    await app.act('ps-dispatch-1', 'case.accept', { matterCode }, { caseId });
    return caseId;
  };
  /** A case in the hands of the municipal office, with the duty's id. */
  const dispatched = async (): Promise<{ caseId: string; assignmentId: string }> => {
    const caseId = await accepted();
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    const sent = await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    expect(sent).toMatchObject({ status: 200 });
    const { body } = await read(`/cases/${caseId}`, 'ps-dispatch-1');
    return { caseId, assignmentId: (body as unknown as CaseFile).case.assignments[0]!.id };
  };

  describe('describes itself', () => {
    it('every entry of the registry and every act of the outside has one address and one name', () => {
      const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
      const names = operations.map((one) => one['operationId']);
      expect(new Set(names).size).toBe(names.length);
      for (const entry of REGISTRY)
        expect(document.paths[entry.path]).toHaveProperty(entry.method.toLowerCase());
      for (const act of OUTSIDE_ACTS) expect(document.paths[pathOfAct(act)]).toHaveProperty('post');
      expect(names).not.toContain('timer.fire');
    });

    it('every reference leads somewhere, and every name is one that OpenAPI allows', () => {
      const text = JSON.stringify(document);
      const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1]!);
      expect(refs.filter((name) => !(name in document.components.schemas))).toEqual([]);
      const names = Object.keys(document.components.schemas);
      expect(names.filter((name) => !/^[a-zA-Z0-9._-]+$/.test(name))).toEqual([]);
      expect(text).not.toContain('"#/definitions/');
    });

    it('every type of event has its shape', () => {
      const text = JSON.stringify(document.components.schemas['Event']);
      expect(EVENT_TYPES.filter((type) => !text.includes(`"const":"${type}"`))).toEqual([]);
    });

    it('what an act takes in is what the document says', () => {
      const { schema } = (
        document.paths['/cases/{caseId}/case.dispatch']!['post']!['requestBody'] as {
          content: { 'application/json': { schema: object } };
        }
      ).content['application/json'];
      const check = ajv.compile(schema);
      expect(check({ recipients: [{ departmentId: 'sz.police', part: 'lead' }] })).toBe(true);
      expect(check({ recipients: [] })).toBe(false);
      expect(check({ recipients: [{ departmentId: 'sz.police', part: 'lead' }], score: 7 })).toBe(false);
    });
  });

  it('answers every query in the shape that the document gives it', async () => {
    const { caseId } = await dispatched();
    const { receipt } = await app.act(null, 'case.report', report);
    const asked: [string, string, string | undefined][] = [
      ['viewer.read', '/me', 'ps-dispatch-1'],
      ['world.read', '/world', undefined],
      ['case.read', `/cases/${caseId}`, 'ps-dispatch-1'],
      ['case.search', `/search?q=${encodeURIComponent('垃圾')}&limit=5`, 'ps-dispatch-1'],
      ['case.clocks', `/cases/${caseId}/clocks`, 'ps-dispatch-1'],
      ['case.track', `/track/${receipt}`, undefined],
      ['insight.read', '/insight?period=today', 'ps-leader-1'],
      ['insight.cases', '/insight/cases?of=age', 'ps-leader-1'],
      ['media.list', `/cases/${caseId}/media`, 'ps-dispatch-1'],
      ['warning.list', '/warnings', 'ps-dispatch-1'],
      ['supervision.list', '/supervision', 'ps-supervisor-1'],
      ['followup.list', '/followups', 'ps-dispatch-1'],
      ['department.suggest', `/cases/${caseId}/departments`, 'ps-dispatch-1'],
      ['case.similar', `/cases/${caseId}/similar`, 'ps-dispatch-1'],
      ['report.similar', `/similar?lat=22.7437&lon=114.3712&matterCode=${matterCode}`, undefined],
      ['policy.list', '/policies', 'ps-dispatch-1'],
      ['calendar.read', '/calendar', 'ps-dispatch-1'],
      ['roster.read', '/roster', 'ps-dispatch-1'],
      ['audit.entries', '/audit/entries', 'sz-audit-admin'],
      ['audit.state', '/audit/state', 'sz-audit-admin'],
      ['account.own', '/account', 'ps-dispatch-1'],
      ['session.list', '/sessions', 'ps-dispatch-1'],
      ['account.list', '/accounts', 'sz-security-admin'],
      ['delegation.list', '/delegations', 'sz-security-admin'],
      ['device.list', '/devices', 'sz-security-admin'],
      ['key.list', '/keys', 'sz-security-admin'],
      ['second-factor.read', '/second-factor', 'sz-security-admin'],
    ];
    for (const [name, path, username] of asked) {
      const { status, body } = await read(path, username);
      expect({ name, status, misfits: misfits(name, body) }).toEqual({ name, status: 200, misfits: [] });
    }
    const refused = await read(`/cases/${randomUUID()}`, 'ps-dispatch-1');
    expect(misfits('refusal', refused.body)).toEqual([]);
  });

  it.each([
    ['GET', '/nothing', undefined, 404, 'no-such-address'],
    ['GET', '/me', undefined, 401, 'not-signed-in'],
    ['GET', '/insight', 'ps-worker-xiuxin', 403, 'figures-not-yours'],
    ['GET', '/cases/not-an-id', 'ps-dispatch-1', 400, 'bad-input'],
    ['GET', `/cases/${randomUUID()}/clocks`, 'ps-dispatch-1', 404, 'not-found'],
    ['GET', `/cases/${randomUUID()}/clocks`, 'sz-system-admin', 403, 'not-allowed'],
    ['GET', '/me?extra=1', 'ps-dispatch-1', 400, 'bad-input'],
    ['GET', '/track/AAAA', undefined, 404, 'not-found'],
  ])('%s %s is refused to %s with %i %s', async (_method, path, username, status, refused) => {
    expect(await read(path, username)).toMatchObject({ status, body: { refused } });
  });

  describe('acts have addresses of their own', () => {
    it('a report makes a case, and a repeat under the same key gets the same answer', async () => {
      const headers = { 'idempotency-key': `form-${randomUUID()}` };
      const first = await send('POST', '/commands/case.report', report, undefined, headers);
      const again = await send('POST', '/commands/case.report', report, undefined, headers);
      expect(first).toMatchObject({ status: 200, etag: '"1"' });
      expect(again['caseId']).toBe(first['caseId']);
      const other = await send(
        'POST',
        '/commands/case.report',
        { ...report, words: '另一件' },
        undefined,
        headers,
      );
      expect(other).toMatchObject({ status: 409, refused: 'command-reused' });
    });

    it('the same key of two people is two keys', async () => {
      const headers = { 'idempotency-key': 'monday' };
      const { caseId } = await dispatched();
      const second = await accepted();
      const note = { kind: 'note', text: '已电话核实' };
      const mine = await send('POST', `/cases/${caseId}/case.record`, note, 'ps-dispatch-1', headers);
      const theirs = await send('POST', `/cases/${second}/case.record`, note, 'ps-worker-xiuxin', headers);
      expect([mine.status, theirs.status]).toEqual([200, 200]);
    });

    it('If-Match carries the version that was seen', async () => {
      const caseId = await reported();
      const accept = `/cases/${caseId}/case.accept`;
      const { etag } = await read(`/cases/${caseId}`, 'ps-dispatch-1');
      expect(etag).toBe('"1"');
      const ahead = await send('POST', accept, { matterCode }, 'ps-dispatch-1', { 'if-match': '"9"' });
      expect(ahead).toMatchObject({ status: 412, refused: 'stale' });
      const seen = await send('POST', accept, { matterCode }, 'ps-dispatch-1', { 'if-match': etag! });
      expect(seen).toMatchObject({ status: 200, etag: '"2"' });
      const behind = await send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', {
        'if-match': etag!,
      });
      expect(behind).toMatchObject({ status: 412, refused: 'stale' });
      const broken = await send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', {
        'if-match': 'W/7',
      });
      expect(broken).toMatchObject({ status: 400, refused: 'precondition-malformed' });
      const any = await send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', { 'if-match': '*' });
      expect(any).toMatchObject({ status: 200 });
    });

    it('what only the clockwork does has none, and an act on a case needs its case', async () => {
      const fire = await send('POST', `/cases/${randomUUID()}/timer.fire`, {}, 'ps-dispatch-1');
      expect(fire).toMatchObject({ status: 404, refused: 'no-such-address' });
      const loose = await send('POST', '/commands/case.accept', { matterCode }, 'ps-dispatch-1');
      expect(loose).toMatchObject({ status: 404, refused: 'no-such-address' });
    });
  });

  it('suggests a matter by what was written, and says why', async () => {
    const { suggestions } = await send('POST', '/matters/suggest', {
      words: '老板三个月没发工资，工友都急了',
    });
    expect(suggestions).toMatchObject([{ code: 'labour.unpaid-wages' }, {}, {}]);
    expect(misfits('matter.suggest', { suggestions })).toEqual([]);
  });

  it('suggests who may receive a case, the owner by the catalogue first, with what each has in hand', async () => {
    await dispatched();
    const caseId = await accepted();
    const { body } = await read(`/cases/${caseId}/departments`, 'ps-dispatch-1');
    const [first, ...others] = body['candidates'] as { departmentId: string; part: string; load: number }[];
    expect(first).toMatchObject({ departmentId: '440310005-municipal', part: 'lead' });
    expect(first!.load).toBeGreaterThanOrEqual(1);
    expect(others.length).toBeGreaterThan(5);
    const foreign = await read(`/cases/${caseId}/departments`, 'lh-dispatch-1');
    expect(foreign).toMatchObject({ status: 404, body: { refused: 'not-found' } });
  });

  it('shows what was reported of the same nearby: to those who handle it by its number, to anybody without', async () => {
    const [mine, near] = [await accepted(), await accepted()];
    const known = await read(`/cases/${mine}/similar`, 'ps-dispatch-1');
    expect(known.body['similar']).toContainEqual(expect.objectContaining({ caseId: near, distanceM: 0 }));
    expect(JSON.stringify(known.body)).not.toContain(mine);
    const asked = await read(`/similar?lat=22.7437&lon=114.3712&matterCode=${matterCode}`);
    expect(asked.body['similar']).toContainEqual(
      expect.objectContaining({ state: 'accepted', distanceM: 0 }),
    );
    expect(JSON.stringify(asked.body)).not.toMatch(/caseId|number|PS-/);
    const foreign = await read(`/cases/${mine}/similar`, 'lh-dispatch-1');
    expect(foreign).toMatchObject({ status: 404, body: { refused: 'not-found' } });
    const fear = {
      ...report,
      words: '隔壁有人打老婆',
      matterCode: 'order.domestic-violence',
      kind: 'complaint',
    };
    expect(await app.act('ps-dispatch-1', 'case.report', fear)).toMatchObject({ status: 200 });
    const unseen = await read('/similar?lat=22.7437&lon=114.3712&matterCode=order.domestic-violence');
    expect(unseen.body).toEqual({ similar: [] });
    const elsewhere = await read(`/similar?lat=22.60&lon=114.3712&matterCode=${matterCode}`);
    expect(elsewhere.body).toEqual({ similar: [] });
  });

  it('reassigns many, and says for each what became of it', async () => {
    const held = [await dispatched(), await dispatched()];
    const body = (assignmentId: string, departmentId: string) => ({
      assignmentId,
      departmentId,
      reason: 'load',
    });
    const commands = [
      ...held.map(({ caseId, assignmentId }) => ({
        id: randomUUID(),
        type: 'assignment.reassign',
        caseId,
        body: body(assignmentId, '440310-urban-management'),
      })),
      {
        id: randomUUID(),
        type: 'assignment.reassign',
        caseId: held[0]!.caseId,
        body: body(randomUUID(), 'x'),
      },
      { id: 'no id', type: 'assignment.reassign', body: {} },
    ];
    const answer = await send('POST', '/commands/batch', { commands }, 'ps-dispatch-1');
    expect(answer).toMatchObject({
      status: 200,
      results: [
        { id: commands[0]!.id, status: 200, events: ['assignment.reassigned'] },
        { id: commands[1]!.id, status: 200, events: ['assignment.reassigned'] },
        { id: commands[2]!.id, status: 404, refused: 'not-found' },
        // What is no id is not quoted: it may be somebody's telephone number.
        { id: '', status: 400, refused: 'bad-input' },
      ],
    });
    expect(misfits('batch', { results: answer['results'] })).toEqual([]);
    const none = await send('POST', '/commands/batch', { commands: [] }, 'ps-dispatch-1');
    expect(none).toMatchObject({ status: 400, refused: 'bad-input' });
  });

  it('explains each deadline of a case, and who held it for how long', async () => {
    const { caseId, assignmentId } = await dispatched();
    await app.forward(4 * 60_000);
    const { body } = await read(`/cases/${caseId}/clocks`, 'ps-dispatch-1');
    const clocks = body['clocks'] as {
      subject: string;
      zh: string;
      en: string;
      explanation: { clock: string };
    }[];
    const sign = clocks.find((one) => one.explanation.clock === 'sign' && one.subject === assignmentId);
    expect(sign?.zh).toMatch(/^签收时限从 .* 起算，限 10 分钟.*还剩 6分00秒。$/);
    expect(sign?.en).toMatch(/^Signature: counted from .*6 min 00 s left\.$/);
    expect(body['holdings']).toMatchObject([
      { departmentId: null },
      { departmentId: '440310005-municipal', to: null, grossMs: 4 * 60_000 },
    ]);
  });

  describe('settings', () => {
    const stricter = (version: number, effectiveFrom: number) => ({
      ...DEFAULT_POLICY,
      version,
      effectiveFrom,
      rules: DEFAULT_POLICY.rules.map((rule) => (rule.clock === 'sign' ? { ...rule, amount: 5 } : rule)),
    });

    it('a change of limits shows what it would alter, is enacted for a later day, and counts from then on', async () => {
      const { assignmentId: before } = await dispatched();
      const from = (await app.now()) + HOUR;
      const shown = await send('POST', '/policies/preview', stricter(2, from), 'sz-system-admin');
      expect(shown.status).toBe(200);
      expect((shown['alterations'] as { clock: string }[]).every(({ clock }) => clock === 'sign')).toBe(true);
      expect(shown['otherDeadline']).toBeGreaterThanOrEqual(1);
      expect(misfits('policy.preview', shown)).toEqual([]);
      expect(await send('POST', '/policies', stricter(2, from), 'sz-system-admin')).toMatchObject({
        status: 200,
      });
      const twice = await send('POST', '/policies', stricter(2, from), 'sz-system-admin');
      expect(twice).toMatchObject({ status: 409, refused: 'policy-version', details: { next: 3 } });
      const past = await send('POST', '/policies', stricter(3, await app.now()), 'sz-system-admin');
      expect(past).toMatchObject({ status: 422, refused: 'policy-past' });
      const { body } = await read('/policies', 'ps-dispatch-1');
      expect((body['policies'] as { version: number }[]).map((one) => one.version)).toEqual([1, 2]);
      expect(before).toBeDefined();
    });

    it('only the administrator of the system sets them', async () => {
      const asked = [
        await send('POST', '/policies', stricter(9, 1), 'ps-dispatch-1'),
        await send('PUT', '/calendar/2021-09-03', { works: false, reason: '台风' }, 'ps-leader-1'),
        await send('POST', '/roster', {}, 'ps-supervisor-1'),
      ];
      expect(asked.map((one) => one['refused'])).toEqual(['not-allowed', 'not-allowed', 'not-allowed']);
    });

    it('a day to come is set otherwise than published, one that has begun is not', async () => {
      const typhoon = { works: false, reason: '台风停工' };
      const set = await send('PUT', '/calendar/2021-09-03', typhoon, 'sz-system-admin');
      expect(set['set']).toContainEqual({ day: '2021-09-03', ...typhoon });
      expect(set['holidays']).toContain('2021-09-03');
      const today = await send('PUT', '/calendar/2021-08-13', typhoon, 'sz-system-admin');
      expect(today).toMatchObject({ status: 422, refused: 'day-past' });
      const none = await send('PUT', '/calendar/2021-02-30', typhoon, 'sz-system-admin');
      expect(none).toMatchObject({ status: 400, refused: 'bad-input' });
    });

    it('a duty is added to the roster and ends early', async () => {
      const me = (await read('/me', 'ps-supervisor-1')).body as { viewer: { person: { id: string } } };
      const from = await app.now();
      const duty = {
        post: 'district-supervisor',
        areaCode: '440310',
        personId: me.viewer.person.id,
        from,
        until: from + 12 * HOUR,
      };
      const added = await send('POST', '/roster', duty, 'sz-system-admin');
      const mine = (added['duties'] as { id: string; from: number; until: number }[]).find(
        (one) => one.from === from && one.until === duty.until,
      );
      expect(mine).toBeDefined();
      const ended = await send('PUT', `/roster/${mine!.id}`, { until: from + HOUR }, 'sz-system-admin');
      expect(ended['duties']).toContainEqual(expect.objectContaining({ id: mine!.id, until: from + HOUR }));
      const nobody = await send('POST', '/roster', { ...duty, personId: 'nobody' }, 'sz-system-admin');
      expect(nobody).toMatchObject({ status: 422, refused: 'unknown-person' });
      const over = await send('POST', '/roster', { ...duty, until: from }, 'sz-system-admin');
      expect(over).toMatchObject({ status: 422, refused: 'duty-past' });
    });
  });
});
