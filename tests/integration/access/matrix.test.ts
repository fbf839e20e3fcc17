import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACTS, type ActName } from '#domain/case/act.ts';
import { COMMANDS } from '#domain/case/command.ts';
import { KEY_SCOPES } from '#domain/person/key.ts';
import { Sealer } from '#server/access/seal.ts';
import { addDevice } from '#server/demo/load.ts';
import { REGISTRY } from '#server/door/registry.ts';
import type { Entry } from '#server/door/entry.ts';
import { makesCase, OUTSIDE_ACTS, pathOfAct } from '#server/door/route.ts';
import { ENTRANCES } from '../../../src/routes/entrance.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { CookieJar } from '../../support/cookie-jar.ts';
import { nameOf, staffAround, type Asking } from '../../support/askers.ts';
import { eventually, startApp, TEST_SECRET, type RunningApp } from '../../support/running-app.ts';
import { sampleOf, type Given } from '../../support/sample.ts';

const WORDS = '东二三巷的垃圾桶满了，两天没人收';
const POINT = { lat: 22.7437, lon: 114.3712 };
const AREA = '440310';
const FOREIGN_AREA = '440309';
const DEPARTMENT = '440310005-municipal';
const AT_ONCE = 8;
/** An address whose code is itself the right, whoever brings it. */
const BY_CODE = ['case.track'];
/** Refusals of somebody who was let in. */
const INSIDE = ['password-wrong'];

/** What is asked of whom, and what came of it. */
interface Pair {
  what: string;
  asking: Asking;
}

describe('who may do what', () => {
  let app: RunningApp;
  let askers: Asking[];
  let subject: { caseId: string; number: string; order: string; receipt: string; assignmentId: string };
  let walls: { own: string; foreign: string };
  let keys: { own: string; foreign: string };
  let newcomer: string;
  let otherReceipt: string;
  let pairs = 0;
  const holes: string[] = [];

  beforeAll(async () => {
    const boundless = Object.fromEntries(
      Object.entries(QUOTAS).map(([name, quota]) => [name, { ...quota, times: 1_000_000, shared: false }]),
    ) as unknown as Record<QuotaName, Quota>;
    app = await startApp(undefined, undefined, {}, boundless);
    const sealer = new Sealer(TEST_SECRET);
    walls = {
      own: await addDevice(app.pool.db, sealer, AREA, '本区大屏'),
      foreign: await addDevice(app.pool.db, sealer, FOREIGN_AREA, '外区大屏'),
    };
    otherReceipt = (
      await app.act(null, 'case.report', { channel: 'wechat', words: '路灯不亮', point: POINT })
    ).receipt;
    subject = await ordered();
    const { case: found } = await read(`/cases/${subject.caseId}`);
    const more = (as: Asking['as'], own: boolean): Asking => ({ as, own, person: null });
    askers = [
      ...staffAround(app.city, found.place.areaCode, DEPARTMENT),
      ...[true, false].flatMap((own) => [more('device', own), more('resident', own), more('partner', own)]),
      more('newcomer', true),
      more('nobody', false),
    ];
    keys = { own: await keyFor(AREA), foreign: await keyFor(FOREIGN_AREA) };
    newcomer = await cookieOfNewcomer();
    // Before anything is tried: wrong passwords are among it, and they lock the address.
    for (const { person } of askers) if (person) await app.signIn(person.username);
  });
  beforeEach(() => void (holes.length = 0));
  afterAll(() => app.stop());

  const read = async (path: string) =>
    (await (await app.get(`/api/v1${path}`, 'ps-dispatch-1')).json()) as {
      case: {
        place: { areaCode: string };
        orders: { number: string }[];
        assignments: { id: string; departmentId: string }[];
      };
    };

  /** A case of the own community that was reported, accepted and ordered. */
  async function ordered(): Promise<typeof subject> {
    const report = { channel: 'wechat', words: WORDS, point: POINT };
    const { caseId, number, receipt } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const recipients = [{ departmentId: DEPARTMENT, part: 'lead' }];
    await app.act('ps-worker-xiuxin', 'order.draft', { recipients }, { caseId });
    const drafted = (await read(`/cases/${caseId}`)).case as unknown as {
      orders: { id: string; number: string }[];
    };
    const order = drafted.orders[0]!;
    await app.act('ps-secretary-xiuxin', 'order.approve', { orderId: order.id }, { caseId });
    const { assignments } = (await read(`/cases/${caseId}`)).case;
    return { caseId, number, receipt, order: order.number, assignmentId: assignments[0]?.id ?? '' };
  }

  const asSecurity = async (path: string, body: object) =>
    (await (
      await fetch(`${app.origin}/api/v1${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: app.origin,
          cookie: await app.signIn('sz-security-admin'),
        },
        body: JSON.stringify(body),
      })
    ).json()) as { key: string; password: string };

  /** A partner's key for everything that a key may open, in one area. */
  const keyFor = async (area: string): Promise<string> =>
    (await asSecurity('/keys', { name: '外部平台', scopes: KEY_SCOPES, areas: [area], days: null })).key;

  /** Somebody with the password that was given, and none of the own. */
  async function cookieOfNewcomer(): Promise<string> {
    const rights = { name: '新来的', role: 'worker', areas: [AREA] };
    const made = { username: 'new-worker', staffNumber: 'new-worker', ...rights };
    const jar = new CookieJar(app.origin);
    await jar.signIn(made.username, (await asSecurity('/accounts', made)).password);
    return jar.header;
  }

  async function headersOf({ as, own, person }: Asking): Promise<Record<string, string>> {
    if (person) return { cookie: await app.signIn(person.username) };
    if (as === 'device') return { cookie: `faling_device=${own ? walls.own : walls.foreign}` };
    if (as === 'partner') return { authorization: `Bearer ${own ? keys.own : keys.foreign}` };
    if (as === 'newcomer') return { cookie: newcomer };
    if (as === 'resident') return { 'x-receipt-code': own ? subject.receipt : otherReceipt };
    return {};
  }

  interface Told {
    status: number;
    text: string;
    refused: string;
  }

  async function ask(asking: Asking, method: string, path: string, body?: object): Promise<Told> {
    const response = await fetch(app.origin + path, {
      method,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', origin: app.origin, ...(await headersOf(asking)) },
      ...(body && method !== 'GET' ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    const refused = /"refused":"([a-z-]+)"/.exec(text)?.[1] ?? '';
    return { status: response.status, text, refused };
  }

  /** Runs through all pairs, a few at a time; whatever a check has to say of one is a hole. */
  async function walk(
    all: readonly Pair[],
    check: (pair: Pair) => Promise<string | undefined>,
  ): Promise<void> {
    const left = [...all];
    const worker = async (): Promise<void> => {
      for (let pair = left.shift(); pair; pair = left.shift()) {
        const hole = await check(pair);
        pairs += 1;
        if (hole !== undefined) holes.push(`${pair.what} as ${nameOf(pair.asking)}: ${hole}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  const pairsOf = (things: readonly string[]): Pair[] =>
    things.flatMap((what) => askers.map((asking) => ({ what, asking })));

  /** Whatever names the case has: none of them may stand in an answer to somebody who may not reach it. */
  const leaks = (text: string): string | undefined =>
    [subject.caseId, subject.number, subject.order, subject.receipt, WORDS].find((name) =>
      text.includes(name),
    );

  const DENIED = [401, 403];

  it('asks every entry of the registry', async () => {
    const givenTo = (id: string, order: string): Given => ({
      ...{ id, caseId: id, number: order, code: subject.receipt, areaCode: FOREIGN_AREA },
      ...{ version: '1', digest: '0'.repeat(64), departmentId: DEPARTMENT },
    });
    const address = (entry: Entry, given: Given): { path: string; body: Record<string, unknown> } => {
      const input = { ...(sampleOf(entry.input, given) as Record<string, unknown>) };
      const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
        const value = String(input[name]);
        delete input[name];
        return encodeURIComponent(value);
      });
      const query =
        entry.method === 'GET' ? new URLSearchParams(input as Record<string, string>).toString() : '';
      return { path: `/api/v1${path}${query && `?${query}`}`, body: input };
    };
    const entries = new Map(REGISTRY.map((entry) => [entry.name as string, entry]));
    await walk(pairsOf([...entries.keys()]), async ({ what, asking }) => {
      const entry = entries.get(what)!;
      const { path, body } = address(entry, givenTo(subject.caseId, subject.order));
      const told = await ask(asking, entry.method, path, body);
      const { status, text, refused } = told;
      if (status >= 500) return `${status} ${text}`;
      if (!entry.by.includes(asking.as)) {
        return DENIED.includes(status) && leaks(text) === undefined
          ? undefined
          : `let in: ${status} ${refused}`;
      }
      if (asking.own) {
        return DENIED.includes(status) && !INSIDE.includes(refused)
          ? `kept out: ${status} ${refused}`
          : undefined;
      }
      if (BY_CODE.includes(what)) return undefined;
      const leak = leaks(text);
      if (leak !== undefined) return `leaks ${leak}`;
      if (!/^\/(cases|orders)\/\{/.test(entry.path)) return undefined;
      // Nobody can tell a case elsewhere from one that there is not.
      const none = address(entry, givenTo(randomUUID(), 'PS-L210813-999'));
      const unknown = await ask(asking, entry.method, none.path, none.body);
      return status === 404 && text === unknown.text ? undefined : `told apart: ${status} ${text}`;
    });
    expect(holes).toEqual([]);
  }, 600_000);

  it('asks for every act at each of its addresses; what is denied changes nothing', async () => {
    const given = (): Given => ({ ...subject, point: POINT, matterCode: 'municipal.garbage-overflow' });
    const bodyOf = (act: ActName): object =>
      sampleOf(COMMANDS[act], { ...given(), departmentId: DEPARTMENT }) as object;
    const before = await read(`/cases/${subject.caseId}`);
    const addresses = ['own address', 'commands', 'batch'] as const;
    const things = OUTSIDE_ACTS.flatMap((act) => addresses.map((address) => `${act} at its ${address}`));
    const send = async (act: ActName, address: string, asking: Asking, caseId: string): Promise<Told> => {
      const body = bodyOf(act);
      const rest = makesCase(act) ? {} : { caseId };
      const command = { id: randomUUID(), type: act, body, ...rest };
      if (address === 'commands') return ask(asking, 'POST', '/api/v1/commands', command);
      if (address === 'batch') {
        const told = await ask(asking, 'POST', '/api/v1/commands/batch', { commands: [command] });
        const [result] =
          told.status === 200 ? (JSON.parse(told.text) as { results: { status: number }[] }).results : [];
        return result ? { ...told, status: result.status } : told;
      }
      return ask(asking, 'POST', `/api/v1${pathOfAct(act).replace('{caseId}', caseId)}`, body);
    };
    const may = ({ what, asking }: Pair): boolean => {
      const act = what.split(' at its ')[0] as ActName;
      // Without a code there is one thing that anybody may do.
      if (asking.as === 'nobody') return act === 'case.report';
      return (ACTS[act].by as readonly string[]).includes(asking.as);
    };
    const all = pairsOf(things);
    const welcome = all.filter((pair) => may(pair) && (pair.asking.own || pair.asking.as === 'nobody'));
    await walk(
      all.filter((pair) => !welcome.includes(pair)),
      async (pair) => {
        const { what, asking } = pair;
        const [act, address] = what.split(' at its ') as [ActName, string];
        const { status, text, refused } = await send(act, address, asking, subject.caseId);
        if (may(pair) && makesCase(act)) {
          const kept = refused === 'outside-jurisdiction' || asking.as === 'resident';
          return kept ? undefined : `made elsewhere: ${status} ${refused}`;
        }
        const wanted = may(pair) ? [404] : [...DENIED, 404];
        return wanted.includes(status) && leaks(text.replaceAll(subject.caseId, '')) === undefined
          ? undefined
          : `let in: ${status} ${refused}`;
      },
    );
    // then the case is what it was
    expect(await read(`/cases/${subject.caseId}`)).toEqual(before);
    // and whoever may is not kept out, each with a case of its own
    for (const { what, asking } of welcome) {
      const [act, address] = what.split(' at its ') as [ActName, string];
      subject = asking.as === 'resident' || !makesCase(act) ? await ordered() : subject;
      const { status, text } = await send(act, address, asking, subject.caseId);
      // An order, a warning or a supervision of that id there is not; the case itself there is.
      const needsOther = Object.keys(bodyOf(act)).some((field) => field.endsWith('Id'));
      const out = needsOther ? DENIED : [...DENIED, 404];
      pairs += 1;
      if (out.includes(status)) holes.push(`${what} as ${nameOf(asking)}: kept out: ${status} ${text}`);
    }
    expect(holes).toEqual([]);
  }, 600_000);

  it('opens every page', async () => {
    const pathOf = (route: string): string =>
      route
        .replace('[area]', AREA)
        .replace('[code]', subject.receipt)
        .replace('[number]', subject.order)
        .replace('[id]', subject.caseId)
        .replace('[...path]', 'nothing-here');
    await walk(pairsOf(Object.keys(ENTRANCES)), async ({ what, asking }) => {
      const entrance = ENTRANCES[what as keyof typeof ENTRANCES];
      const { status, text } = await ask(asking, 'GET', pathOf(what));
      if (status >= 500) return `${status}`;
      const admitted =
        entrance === 'anyone' ||
        (entrance !== 'nowhere' && (entrance as readonly string[]).includes(asking.as));
      if (!admitted) {
        const kept = entrance === 'nowhere' ? status === 404 : status === 303 || status === 404;
        return kept && leaks(text) === undefined ? undefined : `let in: ${status}`;
      }
      if (asking.own || what === '/track/[code]') return undefined;
      // The id of the address itself may stand in the page; what it leads to may not.
      const leak = leaks(text.replaceAll(subject.caseId, '').replaceAll(subject.order, ''));
      return leak === undefined ? undefined : `leaks ${leak}`;
    });
    expect(holes).toEqual([]);
  }, 600_000);

  it('says hello on a socket for the own area and for one that is not', async () => {
    const views: { areas: string[]; departments: string[] }[] = [
      ...[AREA, FOREIGN_AREA, '4403'].map((area) => ({ areas: [area], departments: [] })),
      ...[DEPARTMENT, '440309-market'].map((department) => ({ areas: [], departments: [department] })),
    ];
    const things = views.map((view) => `hello ${JSON.stringify(view)}`);
    await walk(pairsOf(things), async ({ what, asking }) => {
      const view = JSON.parse(what.slice('hello '.length)) as (typeof views)[number];
      const socket = await app.connectAs(await headersOf(asking), view);
      const heard: string[] = [];
      for (const name of ['snapshot', 'batch', 'refused'] as const) {
        socket.on(name, (message: unknown) => heard.push(`${name} ${JSON.stringify(message)}`));
      }
      socket.on('connect_error', () => heard.push('refused'));
      socket.connect();
      await eventually(() => heard.length > 0);
      socket.disconnect();
      const [first = ''] = heard;
      const me = asking.person || asking.as === 'device' ? await ask(asking, 'GET', '/api/v1/me') : undefined;
      const rights =
        me?.status === 200 ? (JSON.parse(me.text) as { rights: (typeof views)[number] }).rights : undefined;
      const may =
        rights !== undefined &&
        view.areas.every((one) => rights.areas.some((prefix) => one.startsWith(prefix))) &&
        view.departments.every((one) => rights.departments.includes(one));
      if (may) return first.startsWith('snapshot') ? undefined : `kept out: ${first.slice(0, 80)}`;
      return first.startsWith('refused') && leaks(first) === undefined ? undefined : 'let in';
    });
    expect(holes).toEqual([]);
  }, 600_000);

  it('walked at least five thousand pairs', () => {
    console.log(`${pairs} pairs`);
    expect(pairs).toBeGreaterThanOrEqual(5_000);
  });
});
