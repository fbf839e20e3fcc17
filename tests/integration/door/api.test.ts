import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '#domain/audit/event.ts';
import { REGISTRY } from '#server/door/registry.ts';
import { OUTSIDE_ACTS, pathOfAct } from '#server/door/route.ts';
import { apiOf, MATTER_CODE as matterCode, REPORT as report, type Api } from '../../support/api.ts';
import { startApp, type RunningApp } from '../../support/running-app.ts';

describe('the API below /api/v1', () => {
  let app: RunningApp;
  let api: Api;

  beforeAll(async () => {
    app = await startApp();
    api = await apiOf(app);
  });
  afterAll(() => app.stop());

  describe('describes itself', () => {
    it('every entry of the registry and every act of the outside has one address and one name', () => {
      const operations = Object.values(api.document.paths).flatMap((path) => Object.values(path));
      const names = operations.map((one) => one['operationId']);
      expect(new Set(names).size).toBe(names.length);
      for (const entry of REGISTRY)
        expect(api.document.paths[entry.path]).toHaveProperty(entry.method.toLowerCase());
      for (const act of OUTSIDE_ACTS) expect(api.document.paths[pathOfAct(act)]).toHaveProperty('post');
      expect(names).not.toContain('timer.fire');
    });

    it('every reference leads somewhere, and every name is one that OpenAPI allows', () => {
      const text = JSON.stringify(api.document);
      const refs = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((found) => found[1]!);
      expect(refs.filter((name) => !(name in api.document.components.schemas))).toEqual([]);
      const names = Object.keys(api.document.components.schemas);
      expect(names.filter((name) => !/^[a-zA-Z0-9._-]+$/.test(name))).toEqual([]);
      expect(text).not.toContain('"#/definitions/');
    });

    it('every type of event has its shape', () => {
      const text = JSON.stringify(api.document.components.schemas['Event']);
      expect(EVENT_TYPES.filter((type) => !text.includes(`"const":"${type}"`))).toEqual([]);
    });

    it('what an act takes in is what the document says', () => {
      const { schema } = (
        api.document.paths['/cases/{caseId}/case.dispatch']!['post']!['requestBody'] as {
          content: { 'application/json': { schema: object } };
        }
      ).content['application/json'];
      const check = api.ajv.compile(schema);
      expect(check({ recipients: [{ departmentId: 'sz.police', part: 'lead' }] })).toBe(true);
      expect(check({ recipients: [] })).toBe(false);
      expect(check({ recipients: [{ departmentId: 'sz.police', part: 'lead' }], score: 7 })).toBe(false);
    });
  });

  it('answers every query in the shape that the document gives it', async () => {
    const { caseId } = await api.dispatched();
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
      const { status, body } = await api.read(path, username);
      expect({ name, status, misfits: api.misfits(name, body) }).toEqual({ name, status: 200, misfits: [] });
    }
    const refused = await api.read(`/cases/${randomUUID()}`, 'ps-dispatch-1');
    expect(api.misfits('refusal', refused.body)).toEqual([]);
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
    expect(await api.read(path, username)).toMatchObject({ status, body: { refused } });
  });

  describe('acts have addresses of their own', () => {
    it('a report makes a case, and a repeat under the same key gets the same answer', async () => {
      const headers = { 'idempotency-key': `form-${randomUUID()}` };
      const first = await api.send('POST', '/commands/case.report', report, undefined, headers);
      const again = await api.send('POST', '/commands/case.report', report, undefined, headers);
      expect(first).toMatchObject({ status: 200, etag: '"1"' });
      expect(again['caseId']).toBe(first['caseId']);
      const other = await api.send(
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
      const { caseId } = await api.dispatched();
      const second = await api.accepted();
      const note = { kind: 'note', text: '已电话核实' };
      const mine = await api.send('POST', `/cases/${caseId}/case.record`, note, 'ps-dispatch-1', headers);
      const theirs = await api.send(
        'POST',
        `/cases/${second}/case.record`,
        note,
        'ps-worker-xiuxin',
        headers,
      );
      expect([mine.status, theirs.status]).toEqual([200, 200]);
    });

    it('If-Match carries the version that was seen', async () => {
      const caseId = await api.reported();
      const accept = `/cases/${caseId}/case.accept`;
      const { etag } = await api.read(`/cases/${caseId}`, 'ps-dispatch-1');
      expect(etag).toBe('"1"');
      const ahead = await api.send('POST', accept, { matterCode }, 'ps-dispatch-1', { 'if-match': '"9"' });
      expect(ahead).toMatchObject({ status: 412, refused: 'stale' });
      const seen = await api.send('POST', accept, { matterCode }, 'ps-dispatch-1', { 'if-match': etag! });
      expect(seen).toMatchObject({ status: 200, etag: '"2"' });
      const behind = await api.send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', {
        'if-match': etag!,
      });
      expect(behind).toMatchObject({ status: 412, refused: 'stale' });
      const broken = await api.send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', {
        'if-match': 'W/7',
      });
      expect(broken).toMatchObject({ status: 400, refused: 'precondition-malformed' });
      const any = await api.send('POST', `/cases/${caseId}/case.guide`, {}, 'ps-dispatch-1', {
        'if-match': '*',
      });
      expect(any).toMatchObject({ status: 200 });
    });

    it('what only the clockwork does has none, and an act on a case needs its case', async () => {
      const fire = await api.send('POST', `/cases/${randomUUID()}/timer.fire`, {}, 'ps-dispatch-1');
      expect(fire).toMatchObject({ status: 404, refused: 'no-such-address' });
      const loose = await api.send('POST', '/commands/case.accept', { matterCode }, 'ps-dispatch-1');
      expect(loose).toMatchObject({ status: 404, refused: 'no-such-address' });
    });
  });

  it('suggests a matter by what was written, and says why', async () => {
    const { suggestions } = await api.send('POST', '/matters/suggest', {
      words: '老板三个月没发工资，工友都急了',
    });
    expect(suggestions).toMatchObject([{ code: 'labour.unpaid-wages' }, {}, {}]);
    expect(api.misfits('matter.suggest', { suggestions })).toEqual([]);
  });

  it('suggests who may receive a case, the owner by the catalogue first, with what each has in hand', async () => {
    await api.dispatched();
    const caseId = await api.accepted();
    const { body } = await api.read(`/cases/${caseId}/departments`, 'ps-dispatch-1');
    const [first, ...others] = body['candidates'] as { departmentId: string; part: string; load: number }[];
    expect(first).toMatchObject({ departmentId: '440310005-municipal', part: 'lead' });
    expect(first!.load).toBeGreaterThanOrEqual(1);
    expect(others.length).toBeGreaterThan(5);
    const foreign = await api.read(`/cases/${caseId}/departments`, 'lh-dispatch-1');
    expect(foreign).toMatchObject({ status: 404, body: { refused: 'not-found' } });
  });

  it('shows what was reported of the same nearby: to those who handle it by its number, to anybody without', async () => {
    const [mine, near] = [await api.accepted(), await api.accepted()];
    const known = await api.read(`/cases/${mine}/similar`, 'ps-dispatch-1');
    expect(known.body['similar']).toContainEqual(expect.objectContaining({ caseId: near, distanceM: 0 }));
    expect(JSON.stringify(known.body)).not.toContain(mine);
    const asked = await api.read(`/similar?lat=22.7437&lon=114.3712&matterCode=${matterCode}`);
    expect(asked.body['similar']).toContainEqual(
      expect.objectContaining({ state: 'accepted', distanceM: 0 }),
    );
    expect(JSON.stringify(asked.body)).not.toMatch(/caseId|number|PS-/);
    const foreign = await api.read(`/cases/${mine}/similar`, 'lh-dispatch-1');
    expect(foreign).toMatchObject({ status: 404, body: { refused: 'not-found' } });
    const fear = {
      ...report,
      words: '隔壁有人打老婆',
      matterCode: 'order.domestic-violence',
      kind: 'complaint',
    };
    expect(await app.act('ps-dispatch-1', 'case.report', fear)).toMatchObject({ status: 200 });
    const unseen = await api.read('/similar?lat=22.7437&lon=114.3712&matterCode=order.domestic-violence');
    expect(unseen.body).toEqual({ similar: [] });
    const elsewhere = await api.read(`/similar?lat=22.60&lon=114.3712&matterCode=${matterCode}`);
    expect(elsewhere.body).toEqual({ similar: [] });
  });

  it('reassigns many, and says for each what became of it', async () => {
    const held = [await api.dispatched(), await api.dispatched()];
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
    const answer = await api.send('POST', '/commands/batch', { commands }, 'ps-dispatch-1');
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
    expect(api.misfits('batch', { results: answer['results'] })).toEqual([]);
    const none = await api.send('POST', '/commands/batch', { commands: [] }, 'ps-dispatch-1');
    expect(none).toMatchObject({ status: 400, refused: 'bad-input' });
  });

  it('explains each deadline of a case, and who held it for how long', async () => {
    const { caseId, assignmentId } = await api.dispatched();
    await app.forward(4 * 60_000);
    const { body } = await api.read(`/cases/${caseId}/clocks`, 'ps-dispatch-1');
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
});
