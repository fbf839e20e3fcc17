import { newAssignment } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { Department } from '#domain/department/department.ts';
import { SERVICES, SITE_KINDS, type Site } from '#domain/site/site.ts';
import type { Timer } from '#domain/timer/timer.ts';

/** Pingshan, roughly: west, south, east, north. */
const [WEST, SOUTH, EAST, NORTH] = [114.28, 22.62, 114.44, 22.8];
const AREA = '440310';
const MINUTE = 60_000;
/** Of so many cases one is nearly due or overdue. */
const ONE_URGENT_IN = 200;
const DEPARTMENTS = 20;
const OPEN_ORDERS = 40;

/** What happens to one case; both arms hear of it at the same instant. */
export interface Happening {
  caseId: string;
  before: Case | undefined;
  /** Undefined when it is closed and leaves the map. */
  after: Case | undefined;
}

/** Mulberry32: the same seed lives the same life in both arms. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An invented district that keeps its size: as many cases come as go. */
export class Life {
  readonly cases = new Map<string, Case>();
  readonly sites: Site[];
  readonly departments = new Map<string, Department>();
  readonly #chance: () => number;
  readonly #open: string[] = [];
  readonly #ordered: string[] = [];
  #made = 0;

  constructor(circles: number, cases: number, now: number, seed: number) {
    this.#chance = chance(seed);
    this.sites = this.#sitesWith(circles);
    for (let i = 0; i < DEPARTMENTS; i += 1) {
      const id = `department-${i}`;
      const names = { kind: id, name: id, shortName: id, nameEn: id };
      this.departments.set(id, { id, areaCode: AREA, ...names, ...this.#point() });
    }
    for (let i = 0; i < cases; i += 1) this.#arrive(now);
    for (let i = 0; i < OPEN_ORDERS; i += 1) this.#issue(now);
  }

  /** One change, as the feed brings it: a case that comes or goes; of a hundred one issues an order, as on the report's day, and one sets a limit. */
  step(now: number): Happening {
    const turn = this.#made % 100;
    if (turn === 3) return this.#issue(now);
    if (turn === 6)
      return this.#replace(this.#any(), (one) => ({ ...one, timers: [this.#timer(one.id, now)] }));
    return turn % 2 === 0 ? this.#arrive(now) : this.#leave();
  }

  #between = (from: number, to: number): number => from + (to - from) * this.#chance();

  #point = (): { lat: number; lon: number } => ({
    lat: this.#between(SOUTH, NORTH),
    lon: this.#between(WEST, EAST),
  });

  /** Sites with one, two or three services each, a fifth of them closed, until all circles are given away. */
  #sitesWith(circles: number): Site[] {
    const sites: Site[] = [];
    for (let left = circles; left > 0;) {
      const services = SERVICES.slice(0, Math.min(left, 1 + (sites.length % 3)));
      left -= services.length;
      const id = `site-${sites.length}`;
      const closed = sites.length % 5 === 4;
      sites.push({
        id,
        areaCode: AREA,
        name: id,
        nameEn: id,
        kind: SITE_KINDS[sites.length % SITE_KINDS.length] ?? 'community',
        opensAtMin: 0,
        closesAtMin: closed ? 0 : 1440,
        circles: services.map((service) => ({ service, radiusM: 500 })),
        ...this.#point(),
      });
    }
    return sites;
  }

  #timer(subject: string, now: number, urgent = this.#chance() < 1 / ONE_URGENT_IN): Timer {
    const left = (urgent ? this.#between(-10, 4) : this.#between(60, 6000)) * MINUTE;
    return {
      clock: 'resolve',
      subject,
      gen: 1,
      startAt: now - 30 * MINUTE,
      amberAt: now + left - 5 * MINUTE,
      dueAt: now + left,
      limit: { amount: 2, unit: 'hour' },
      ...{
        policyVersion: 1,
        amberShare: 0.5,
        adjustments: [],
        covered: true,
        pausedAt: null,
        escalations: [],
      },
      ...{ amberFiredAt: null, redFiredAt: null, stoppedAt: null },
    };
  }

  #arrive(now: number): Happening {
    const caseId = `case-${(this.#made += 1)}`;
    const community = String(1 + Math.floor(this.#chance() * 23)).padStart(3, '0');
    const after = {
      id: caseId,
      closedAt: null,
      kind: 'help',
      matterCode: null,
      place: { areaCode: `${AREA}001${community}`, label: '', siteId: null, ...this.#point() },
      ...{ orders: [], assignments: [], warnings: [], supervisions: [] },
      timers: [this.#timer(caseId, now)],
    } as unknown as Case;
    this.cases.set(caseId, after);
    this.#open.push(caseId);
    return { caseId, before: undefined, after };
  }

  #leave(): Happening {
    this.#made += 1;
    const at = Math.floor(this.#chance() * this.#open.length);
    const caseId = this.#open[at] ?? '';
    this.#open[at] = this.#open.at(-1) ?? '';
    this.#open.pop();
    const before = this.cases.get(caseId);
    this.cases.delete(caseId);
    return { caseId, before, after: undefined };
  }

  #any = (): string => this.#open[Math.floor(this.#chance() * this.#open.length)] ?? '';

  /** An order to two departments; the oldest one's departments sign meanwhile, and that line goes with its case. */
  #issue(now: number): Happening {
    const oldest = this.#ordered.length >= OPEN_ORDERS ? this.#ordered.shift() : undefined;
    const signed = this.cases.get(oldest ?? '');
    if (signed) this.cases.set(signed.id, { ...signed, orders: [], assignments: [] });
    const caseId = this.#any();
    this.#ordered.push(caseId);
    return this.#replace(caseId, (one) => ({
      ...one,
      orders: [{ id: `order-${this.#made}`, issuedAt: now, state: 'issued' } as Case['orders'][number]],
      assignments: [0, 1].map((n) => {
        const departmentId = `department-${(this.#made + 7 * n) % DEPARTMENTS}`;
        const recipient = { departmentId, part: n === 0 ? 'lead' : 'support' } as const;
        return newAssignment(`assignment-${this.#made}-${n}`, recipient, `order-${this.#made}`, now);
      }),
    }));
  }

  #replace(caseId: string, change: (one: Case) => Case): Happening {
    this.#made += 1;
    const before = this.cases.get(caseId);
    const after = before && change(before);
    if (after) this.cases.set(caseId, after);
    return { caseId, before, after };
  }
}
