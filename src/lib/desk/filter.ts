import { within } from '#domain/area/area.ts';
import { distanceM, type Point } from '#domain/area/point.ts';
import { isHeld } from '#domain/assignment/assignment.ts';
import { CASE_STATES, isOpen, type Case, type CaseState } from '#domain/case/case.ts';
import { COUNTS, dayOf, FLOW, type FlowFigure } from '#domain/figure/flow.ts';
import { isRunning as isRunningOrder } from '#domain/order/order.ts';
import { CLOCKS, tierOf, type Clock, type Tier } from '#domain/timer/timer.ts';
import { ruling } from './queue.ts';

/** 圈选: a disc on the map. */
export interface Disc extends Point {
  radiusM: number;
}

/** What the queue is narrowed to. It lives in the address, so that a view is a link. */
export interface Filter {
  state?: CaseState;
  /** Exactly the cases that a figure of the wall counts, closed ones included. */
  figure?: FlowFigure;
  /** `open`: issued and not completed; `drafted`: waiting for the secretary. */
  order?: 'open' | 'drafted';
  clock?: Clock;
  tier?: Extract<Tier, 'running' | 'amber' | 'red'>;
  /** An extension waits for a decision. */
  extension?: 'open';
  /** A part of the own jurisdiction. */
  area?: string;
  /** Within so many metres of a point of the map. */
  near?: Disc;
  /** The cases behind a mark on another screen. */
  ids?: readonly string[];
  /** Part of a number, a place, a matter or a department. */
  q?: string;
}

const KEYS = ['state', 'figure', 'order', 'clock', 'tier', 'extension', 'area', 'near', 'ids', 'q'] as const;

const oneOf = <T extends string>(value: string | null, of: readonly T[]): T | undefined =>
  of.find((one) => one === value);

/** Five decimals are a metre: nobody points more exactly. */
const discText = ({ lat, lon, radiusM }: Disc): string => `${lat.toFixed(5)},${lon.toFixed(5)},${radiusM}`;

/** 22.74370,114.37120,500 */
function readDisc(text: string | null): Disc | undefined {
  const found = /^(-?\d{1,2}\.\d{1,6}),(-?\d{1,3}\.\d{1,6}),(\d{1,5})$/.exec(text ?? '');
  if (!found) return undefined;
  const [lat = 0, lon = 0, radiusM = 0] = found.slice(1).map(Number);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && radiusM > 0 ? { lat, lon, radiusM } : undefined;
}

/** The filter of an address; what it does not understand it leaves out. */
export function readFilter(params: URLSearchParams): Filter {
  const read = {
    state: oneOf(params.get('state'), CASE_STATES),
    figure: oneOf(params.get('figure'), FLOW),
    order: oneOf(params.get('order'), ['open', 'drafted'] as const),
    clock: oneOf(params.get('clock'), CLOCKS),
    tier: oneOf(params.get('tier'), ['running', 'amber', 'red'] as const),
    extension: oneOf(params.get('extension'), ['open'] as const),
    area: /^\d{4,12}$/.test(params.get('area') ?? '') ? params.get('area')! : undefined,
    near: readDisc(params.get('near')),
    ids: params.get('ids')?.split(',').filter(Boolean),
    q: params.get('q')?.trim() || undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Filter;
}

/** The address's parameters with this filter; everything else in it stays. */
export function writeFilter(params: URLSearchParams, filter: Filter): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const key of KEYS) {
    const value = filter[key];
    if (value === undefined) next.delete(key);
    else
      next.set(
        key,
        typeof value === 'string' ? value : 'radiusM' in value ? discText(value) : value.join(','),
      );
  }
  return next;
}

/** The same for every order in which an address may name things. */
export const filterKey = (filter: Filter): string => writeFilter(new URLSearchParams(), filter).toString();

/** Everything that a search may find in a case, in one language. */
export type SearchText = (subject: Case) => string;

/**
 * Whether a case is in the list. Without a figure, ids or a search only open cases are; those three also
 * find what was closed today, because the count they come from includes it.
 */
export function passes(subject: Case, filter: Filter, now: number, textOf: SearchText): boolean {
  const { state, figure, order, clock, tier, extension, area, near, ids, q } = filter;
  const alsoClosed = figure !== undefined || ids !== undefined || q !== undefined || state !== undefined;
  if (!alsoClosed && !isOpen(subject)) return false;
  if (state !== undefined && subject.state !== state) return false;
  if (figure !== undefined && COUNTS[figure](subject, dayOf(now)) === 0) return false;
  if (order === 'open' && !subject.orders.some(isRunningOrder)) return false;
  if (order === 'drafted' && !subject.orders.some((one) => one.state === 'drafted')) return false;
  if (extension === 'open' && !subject.extensions.some((one) => one.decidedAt === null)) return false;
  if (area !== undefined && !within(subject.place.areaCode, area)) return false;
  if (near !== undefined && distanceM(near, subject.place) > near.radiusM) return false;
  if (ids !== undefined && !ids.includes(subject.id)) return false;
  if (clock !== undefined || tier !== undefined) {
    const timer = ruling(subject, clock);
    if (!timer || (tier !== undefined && tierOf(timer, now) !== tier)) return false;
  }
  return q === undefined || words(q).every((word) => textOf(subject).includes(word));
}

const words = (q: string): string[] => q.toLowerCase().split(/\s+/).filter(Boolean);

/** Ids of the departments that hold a case now: what a search by department looks at. */
export const holdersOf = (subject: Case): string[] =>
  subject.assignments.filter(isHeld).map((one) => one.departmentId);
