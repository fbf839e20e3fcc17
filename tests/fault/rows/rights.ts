import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import type { View } from '#domain/board/view.ts';
import { ACTS, type Doer } from '#domain/case/act.ts';
import { ROLES, type Role } from '#domain/person/person.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { STORY_PLACES } from '#server/demo/city/places.ts';
import { REGISTRY } from '#server/door/registry.ts';
import { OUTSIDE_ACTS, makesCase, pathOfAct } from '#server/door/route.ts';
import { HOME, viewOf } from '../../load/crowd/people.ts';
import { cookieOf } from '../../load/crowd/session.ts';
import { TEST_SECRET } from '../../support/running-app.ts';
import { BODIES } from '../bodies.ts';
import type { City } from '../city.ts';
import { close, figure, type Row } from '../row.ts';
import { within } from '../stage.ts';

const FOREIGN_VIEWS: readonly View[] = [
  { areas: ['440303'], departments: [] },
  { areas: ['4403'], departments: [] },
  { areas: [], departments: ['440303-ecology'] },
];

/** Somebody who asks: a role of the district, or nobody. */
interface Asking {
  role: Role | 'nobody';
  cookie: string | undefined;
  view: View;
}

export const rights: Row = {
  n: 14,
  name: 'who may see and do what',
  fault: 'every route and message × every role × own and foreign scope',
  bound: '0 holes',
  run: (stage) =>
    within(stage.city({ screens: 4, servers: 1 }), async (city) => {
      const probe = new Probe(city);
      await probe.prepare();
      for (const asking of everybody()) {
        await probe.acts(asking);
        await probe.entries(asking);
        await probe.messages(asking);
      }
      const changed = await probe.foreignEvents();
      const holes = [...probe.holes, ...(changed > 1 ? [`the foreign case has ${changed} facts`] : [])];
      const asked = `${probe.asked} questions, acts and messages by ${ROLES.length + 1} kinds of askers: holes`;
      return close(city, [figure(asked, holes.length, 0, '')], holes);
    }),
};

/** One person of each role whose jurisdiction lies in the district of the crowd, and nobody. */
function everybody(): Asking[] {
  const { people } = cityOf();
  const staff = ROLES.map((role): Asking => {
    const own = people.filter((one) => one.role === role);
    // The three administrators are the city's; everybody else is chosen from the district.
    const person = own.find(({ areas }) => areas.some((area) => area.startsWith(HOME))) ?? own[0];
    if (!person) throw new Error(`nobody is ${role}`);
    return { role, cookie: cookieOf(person.username, TEST_SECRET), view: viewOf(person) };
  });
  return [...staff, { role: 'nobody', cookie: undefined, view: { areas: [], departments: [] } }];
}

/** Asks, and writes down whatever got further than it may. */
class Probe {
  readonly holes: string[] = [];
  asked = 0;
  readonly #city: City;
  #own = '';
  #foreign = '';
  #foreignNumber = '';

  constructor(city: City) {
    this.#city = city;
  }

  async prepare(): Promise<void> {
    this.#own = (await this.#report(STORY_PLACES.xiuxin)).caseId;
    const foreign = await this.#report(STORY_PLACES.fubao);
    [this.#foreign, this.#foreignNumber] = [foreign.caseId, foreign.number];
  }

  async #report({ lat, lon }: { lat: number; lon: number }): Promise<{ caseId: string; number: string }> {
    const body = { channel: 'wechat', words: '垃圾桶满了两天没人收', point: { lat, lon } };
    const { text } = await this.#ask(undefined, 'POST', '/commands/case.report', body);
    return JSON.parse(text) as { caseId: string; number: string };
  }

  /** Acts on the own case by a role that may not are refused; on a foreign one it is for everybody as if there were none. */
  async acts({ role, cookie, view }: Asking): Promise<void> {
    for (const act of OUTSIDE_ACTS) {
      const body = BODIES[act as keyof typeof BODIES];
      const may = (ACTS[act].by as readonly Doer[]).includes(role === 'nobody' ? 'resident' : role);
      if (makesCase(act)) {
        const made = await this.#ask(cookie, 'POST', pathOfAct(act), body);
        if (made.status === 200 && !may) this.holes.push(`${role} may ${act}`);
        continue;
      }
      const at = (id: string): Promise<Answer> =>
        this.#ask(cookie, 'POST', pathOfAct(act).replace('{caseId}', id), body);
      const own = await at(this.#own);
      if (own.status === 200 && (!may || role === 'nobody')) this.holes.push(`${role} may ${act}`);
      this.#asNothing(`${role} ${act}`, view, await at(this.#foreign), await at(randomUUID()));
    }
  }

  async entries({ role, cookie, view }: Asking): Promise<void> {
    for (const { name, method, path, by } of REGISTRY) {
      const at = (id: string): Promise<Answer> => {
        const filled = path
          .replace('{id}', id)
          .replace('{number}', this.#foreignNumber)
          .replace(/\{\w+\}/g, randomUUID());
        return this.#ask(cookie, method, filled, method === 'GET' ? undefined : {});
      };
      const own = await at(this.#own);
      if (!by.includes(role) && own.status !== 401 && own.status !== 403)
        this.holes.push(`${role} ${name}: ${own.status}`);
      if (path.includes('{id}'))
        this.#asNothing(`${role} ${name}`, view, await at(this.#foreign), await at(randomUUID()));
      else if (name !== 'case.track') this.#untold(`${role} ${name}`, own);
    }
    for (const query of [
      `/search?q=${this.#foreignNumber}`,
      '/insight/cases?of=age&area=440303',
      '/insight?area=440303',
      '/warnings?area=440303',
    ])
      this.#untold(`${role} ${query}`, await this.#ask(cookie, 'GET', query));
  }

  /** A hello for what lies outside gets no snapshot, and a message before it gets nothing. */
  async messages({ role, cookie, view }: Asking): Promise<void> {
    for (const wanted of [
      ...FOREIGN_VIEWS,
      { areas: [...view.areas, '440303'], departments: view.departments },
    ]) {
      const covered = view.areas.includes('4403');
      const said = await hear(this.#city.url, cookie, wanted);
      this.asked += 1;
      if (said === 'snapshot' && !(covered && wanted.departments.length === 0))
        this.holes.push(`${role} looks at ${JSON.stringify(wanted)}`);
    }
    const own = await hear(this.#city.url, cookie, view);
    const empty = view.areas.length + view.departments.length === 0;
    if ((own === 'snapshot') !== (role !== 'nobody') && !empty)
      this.holes.push(`${role} does not see the own view: ${own}`);
    this.asked += 1;
  }

  async foreignEvents(): Promise<number> {
    const { rows } = await this.#city.pool.raw.query<{ n: number }>(
      `select count(*)::int as n from event where case_id = $1 and type not like 'timer.%' and type not like 'warning.%'`,
      [this.#foreign],
    );
    return rows[0]!.n;
  }

  /** A foreign case answers as one that does not exist: the same status, the same words. To the city's own none is foreign. */
  #asNothing(what: string, view: View, foreign: Answer, nothing: Answer): void {
    const same =
      view.areas.includes('4403') || (foreign.status === nothing.status && foreign.text === nothing.text);
    if (foreign.status === 200 || !same)
      this.holes.push(`${what} of a foreign case: ${foreign.status}, of none ${nothing.status}`);
  }

  #untold(what: string, { text }: Answer): void {
    if (text.includes(this.#foreign)) this.holes.push(`${what} tells of a foreign case`);
  }

  async #ask(cookie: string | undefined, method: string, path: string, body?: object): Promise<Answer> {
    this.asked += 1;
    const response = await fetch(`${this.#city.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        // Each question from somewhere else: this row is about rights, and quotas would answer in their place.
        'x-forwarded-for': `10.1.${this.asked >> 8}.${this.asked & 255}`,
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }
}

interface Answer {
  status: number;
  text: string;
}

/** What a socket is told after its hello: the first word that it hears. */
function hear(url: string, cookie: string | undefined, view: View): Promise<string> {
  const headers: Record<string, string> = cookie === undefined ? {} : { cookie };
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  });
  return new Promise<string>((done) => {
    for (const word of ['snapshot', 'batch', 'digest', 'refused', 'disconnect'])
      socket.on(word, () => done(word));
    socket.on('connect_error', (error) => done(error.message));
    socket.on('connect', () => socket.emit('hello', { view, epoch: null, cursor: 0, build: '' }));
    setTimeout(() => done('nothing'), 8_000).unref();
  }).finally(() => socket.disconnect());
}
