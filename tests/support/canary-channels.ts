import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { expect } from 'vitest';
import { COMMANDS } from '#domain/case/command.ts';
import type { ActName } from '#domain/case/act.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { BODIES } from '../fault/bodies.ts';
import { CANARY, CANARY_TEXT } from './canary.ts';
import { eventually } from './running-app.ts';
import type { CanaryCity } from './canary-city.ts';

const MUNICIPAL = '440310005-municipal';
const OFFICER = 'ps-officer-kengzi-municipal';
const SUPERVISOR = 'ps-supervisor-1';
const DISPATCHER = 'ps-dispatch-1';
const WORKER = 'ps-worker-xiuxin';
const SECRETARY = 'ps-secretary-xiuxin';
const recipients = [{ departmentId: MUNICIPAL, part: 'lead' }];
const matterCode = 'municipal.garbage-overflow';
const contact = { name: CANARY.name, phone: CANARY.phone };
const point = STORY_PLACES.xiuxin;
const words = CANARY_TEXT;

type Json = Record<string, unknown>;

/** What the outside sends may bring a canary in every header and in the address. */
const headers = (origin: string): Record<string, string> => ({
  origin,
  'user-agent': `canary/1.0 (${CANARY.phone}; ${CANARY.wechat})`,
  referer: `${origin}/report?phone=${CANARY.phone}`,
});

/** A program that pushes canaries into one city, and what it has learned of the cases that it made. */
export class Channels {
  readonly city: CanaryCity;
  /** What the channels themselves were answered: no answer to a program quotes what it sent. */
  readonly answers: string[] = [];
  readonly caseIds: string[] = [];
  readonly receipts: string[] = [];
  readonly orders: string[] = [];

  constructor(city: CanaryCity) {
    this.city = city;
  }

  async post(path: string, body: object | string, username: string | null, more = {}): Promise<Json> {
    const cookie: Record<string, string> =
      username === null ? {} : { cookie: await this.city.cookieOf(username) };
    const response = await fetch(`${this.city.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers(this.city.origin), ...cookie, ...more },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    // The residents' form gives back what was typed, to be corrected; nothing else quotes.
    if (path !== '/report') this.answers.push(text);
    return { status: response.status, ...(text.startsWith('{') ? (JSON.parse(text) as Json) : {}) };
  }

  /** A command that has to be accepted, so that what it brings has really come in. */
  async act(username: string | null, type: ActName, body: object, caseId?: string): Promise<Json> {
    const key = `${CANARY.phone} ${randomUUID()}`;
    const command = { type, body, ...(caseId === undefined ? {} : { caseId }) };
    const path = `/api/v1/commands?from=${encodeURIComponent(CANARY.name)}`;
    // The same key, so that a repeat after a fault of a busy machine happens once.
    const send = () => this.post(path, command, username, { 'idempotency-key': key.slice(0, 60) });
    const answer = await eventually(async () => {
      const one = await send();
      return Number(one['status']) < 500 && one;
    }, 120_000);
    expect(answer, type).toMatchObject({ status: 200 });
    if (typeof answer['receipt'] === 'string') this.receipts.push(answer['receipt']);
    if (caseId === undefined) this.caseIds.push(String(answer['caseId']));
    return answer;
  }

  async fileOf(caseId: string): Promise<{ case: Json & Record<string, { id: string; number: string }[]> }> {
    const cookie = await this.city.cookieOf(DISPATCHER);
    const response = await fetch(`${this.city.origin}/api/v1/cases/${caseId}`, { headers: { cookie } });
    return (await response.json()) as Awaited<ReturnType<Channels['fileOf']>>;
  }

  async idIn(caseId: string, list: string): Promise<string> {
    return (await this.fileOf(caseId)).case[list]?.at(-1)?.id ?? '';
  }
}

/** The form of the residents' page, as a browser without scripts sends it. */
export async function pageForm(channels: Channels): Promise<void> {
  const { origin } = channels.city;
  const form = new URLSearchParams({
    ...{ id: randomUUID(), words, address: `${CANARY.name}家`, mode: 'named', ...contact },
    ...{ lat: String(point.lat), lon: String(point.lon), matterCode },
  });
  const response = await fetch(`${origin}/report?phone=${CANARY.phone}`, {
    method: 'POST',
    headers: { ...headers(origin), 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: form.toString(),
  });
  expect(response.status).toBe(200);
  channels.answers.push(await response.text());
}

/** Whatever has a text in one case's life, from the report to the contest of its rating. */
export async function wholeLife(channels: Channels, report: object = {}): Promise<string> {
  const act = channels.act.bind(channels);
  const first = await act(null, 'case.report', { channel: 'wechat', words, point, contact, ...report });
  const caseId = String(first['caseId']);
  const id = (list: string): Promise<string> => channels.idIn(caseId, list);
  await act(DISPATCHER, 'case.accept', { matterCode, label: words.slice(0, 60) }, caseId);
  await act(DISPATCHER, 'case.suspend', { reason: 'weather', workdays: 1, words }, caseId);
  await act(DISPATCHER, 'case.resume', {}, caseId);
  const meeting = { ...point, label: `${CANARY.name}家门口 ${CANARY.phone}` };
  await act(WORKER, 'order.draft', { recipients, requirement: words, meeting }, caseId);
  const orderId = await id('orders');
  await act(SECRETARY, 'order.approve', { orderId }, caseId);
  channels.orders.push((await channels.fileOf(caseId)).case['orders']?.at(-1)?.number ?? '');
  await act(OFFICER, 'assignment.sign', { assignmentId: await id('assignments') }, caseId);
  await act(OFFICER, 'case.record', { kind: 'call', text: words }, caseId);
  await act(OFFICER, 'extension.request', { workdays: 1, reason: words }, caseId);
  const supervised = { measure: 'urge', target: 'case', targetId: caseId, reason: 'slow', words };
  await act(SUPERVISOR, 'supervision.open', supervised, caseId);
  const supervisionId = await id('supervisions');
  await act(OFFICER, 'supervision.answer', { supervisionId, words }, caseId);
  await act(OFFICER, 'case.resolve', { outcome: words }, caseId);
  await act(DISPATCHER, 'case.redo', { words }, caseId);
  await act(OFFICER, 'assignment.sign', { assignmentId: await id('assignments') }, caseId);
  await act(OFFICER, 'case.resolve', { outcome: words }, caseId);
  await act(DISPATCHER, 'case.confirm', { stars: 2 }, caseId);
  const followup = { reached: true, satisfied: false, solved: true, fault: 'resident', words };
  await channels.post(`/api/v1/cases/${caseId}/followup.finish`, followup, DISPATCHER);
  await channels.post(`/api/v1/cases/${caseId}/rating.contest`, { reason: 'beyond-law', words }, OFFICER);
  return caseId;
}

/** Cases that stay open, so that boards and queues hold them; one in confidence, one of a department, one without a name. */
export async function openCases(channels: Channels): Promise<void> {
  const act = channels.act.bind(channels);
  const base = { channel: 'hotline', words, point, contact };
  const named = await act(WORKER, 'case.report', { ...base, label: words.slice(0, 60) });
  await act(DISPATCHER, 'case.accept', { matterCode }, String(named['caseId']));
  await act(DISPATCHER, 'case.dispatch', { recipients }, String(named['caseId']));
  await act(null, 'case.report', { ...base, mode: 'confidential' });
  await act(null, 'case.report', { ...base, excludedDepartmentId: MUNICIPAL });
  // Of who gives no name the system knows none, and takes out what it can tell by itself: numbers and accounts.
  const unnamed = words.replaceAll(CANARY.name, '居民');
  await act(null, 'case.report', { ...base, words: unnamed, mode: 'anonymous', contact });
  const settled = { ...base, channel: 'grid', matterCode, outcome: words, label: words.slice(0, 60) };
  await act('ps-grid-xiuxin', 'case.settle', settled);
  const withdrawn = await act(null, 'case.report', base);
  await act(DISPATCHER, 'case.withdraw', { reason: 'other-way', words }, String(withdrawn['caseId']));
}

/** Another platform, in both formats, with a picture that tells its taker in its name and inside. */
export async function partner(channels: Channels): Promise<void> {
  const { origin, partnerKey } = channels.city;
  const photograph = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#7a5' } })
    .withExif({ IFD0: { Artist: `${CANARY.name} ${CANARY.phone}`, ImageDescription: CANARY.wechat } })
    .jpeg()
    .toBuffer();
  for (const format of ['json', 'xml']) {
    const form = new FormData();
    const fields = {
      ...{ service_code: matterCode, lat: String(point.lat), long: String(point.lon), description: words },
      ...{ last_name: '欧阳', first_name: '金丝雀', phone: CANARY.phone, email: `${CANARY.wechat}@mail.cn` },
      ...{ address_string: `${CANARY.name}家`, device_id: CANARY.phone, api_key: partnerKey },
      media_url: `https://pictures.example.cn/${CANARY.phone}/${CANARY.wechat}.jpg`,
    };
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.append('media', new Blob([new Uint8Array(photograph)]), `${CANARY.name}-${CANARY.phone}.jpg`);
    const response = await fetch(`${origin}/open311/v2/requests.${format}?phone=${CANARY.phone}`, {
      method: 'POST',
      headers: headers(origin),
      body: form,
    });
    channels.answers.push(await response.text());
    expect(response.status).toBe(201);
  }
}

/** Every act of the table with a canary in each of its texts, as it is and malformed; most are refused, and say so without quoting. */
export async function everyAct(channels: Channels, caseId: string): Promise<void> {
  for (const [act, body] of Object.entries(BODIES) as [ActName, object][]) {
    const fields = Object.keys((COMMANDS[act] as { entries: object }).entries);
    const given = Object.fromEntries(fields.filter((name) => !(name in body)).map((name) => [name, words]));
    const target = act === 'case.report' || act === 'case.settle' ? {} : { caseId };
    for (const [username, more] of [
      [null, given],
      [DISPATCHER, given],
      [OFFICER, { ...given, [CANARY.phone]: 1, [CANARY.name]: CANARY.wechat }],
    ] as const) {
      await channels.post('/api/v1/commands', { type: act, body: { ...body, ...more }, ...target }, username);
    }
    await channels.post(
      '/api/v1/commands',
      { type: act, body: { words, [CANARY.name]: 1 }, [CANARY.phone]: 1 },
      DISPATCHER,
    );
  }
}

/** What nobody ought to send: broken JSON, forms that are none, names that are no addresses, a sign-in with all of it. */
export async function brokenThings(channels: Channels): Promise<void> {
  const { origin, partnerKey } = channels.city;
  const broken = `{"words": "${words}", "phone": ${CANARY.phone}`;
  await channels.post('/api/v1/commands', broken, null);
  await channels.post('/api/v1/commands', broken, DISPATCHER);
  await channels.post(
    '/api/v1/commands/batch',
    { commands: [{ id: CANARY.phone, [CANARY.name]: 1 }] },
    DISPATCHER,
  );
  await channels.post(`/api/v1/cases/${CANARY.phone}/case.record`, { kind: 'note', text: words }, DISPATCHER);
  await channels.post(`/api/v1/${encodeURIComponent(words)}`, {}, DISPATCHER);
  await channels.post('/open311/v2/requests.json', broken, null, { 'x-api-key': partnerKey });
  await channels.post('/open311/v2/requests.xml', `<request>${words}</request>`, null, {
    'content-type': 'text/xml',
  });
  await channels.post('/report', `words=${encodeURIComponent(words)}&lat=x`, null, {
    'content-type': 'application/x-www-form-urlencoded',
  });
  for (const username of [CANARY.phone, CANARY.name]) {
    await channels.post('/api/auth/sign-in/username', { username, password: words }, null);
  }
  for (const path of [
    `/${encodeURIComponent(CANARY.name)}`,
    `/track/${CANARY.phone}`,
    `/order/${CANARY.phone}`,
  ]) {
    await fetch(origin + path, { headers: headers(origin) });
  }
}

/** A fault of the database in the middle of it: what it says quotes the row, and goes into the log. */
export async function faults(channels: Channels): Promise<void> {
  const { rows } = channels.city;
  const report = { channel: 'wechat', words, point, contact };
  for (const table of ['sealed', 'event', 'command']) {
    await rows(`alter table ${table} add constraint broken check (false) not valid`);
    const answer = await channels.post(
      '/api/v1/commands',
      { type: 'case.report', body: report, id: randomUUID() },
      null,
    );
    await rows(`alter table ${table} drop constraint broken`);
    expect(answer['status']).toBe(500);
  }
}

/** Messages that no screen sends. */
export async function overSocket(channels: Channels): Promise<void> {
  const cookie = await channels.city.cookieOf(DISPATCHER);
  const { socket } = await channels.city.listen(cookie, { areas: ['440310'], departments: [] });
  socket.emit(CANARY.phone, words);
  socket.emit('shown', { orders: [CANARY.phone], [CANARY.name]: words });
  socket.emit('hello', { view: { areas: [CANARY.phone], departments: [CANARY.wechat] }, words });
}
