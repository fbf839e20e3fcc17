import { describe, expect, test } from 'vitest';
import type { Assignment } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { Department } from '#domain/department/department.ts';
import type { Timer } from '#domain/timer/timer.ts';
import { byUrgency, Marks, rulingTimer, type Mark } from './mark.ts';
import { orderLinesOf, SIGNED_STAYS_MS } from './order-line.ts';

const MINUTE = 60_000;
const T = Date.parse('2021-07-23T14:30:00+08:00');

const department = (id: string): Department => ({
  id,
  areaCode: '440310',
  kind: id,
  name: id,
  shortName: id,
  nameEn: id,
  lat: 22.69,
  lon: 114.35,
});
const departments = new Map(['labour', 'housing'].map((id) => [id, department(id)]));

const assignment = (id: string, departmentId: string, signedAt: number | null): Assignment => ({
  id,
  departmentId,
  part: 'lead',
  state: signedAt === null ? 'dispatched' : 'signed',
  orderId: 'o1',
  dispatchedAt: T,
  signedAt,
  contactedAt: null,
  arrivedAt: null,
  doneAt: null,
  endedAt: null,
});

const marksAt = (one: Case, now: number, stale: boolean): Mark[] =>
  new Marks().of(new Map([[one.id, one]]), now, stale);

const signTimer = (subject: string, stoppedAt: number | null, dueAt = T + 10 * MINUTE): Timer => ({
  clock: 'sign',
  subject,
  gen: 1,
  startAt: T,
  amberAt: dueAt - 5 * MINUTE,
  dueAt,
  limit: { amount: 10, unit: 'minute' },
  ...{ policyVersion: 1, amberShare: 0.5, adjustments: [], covered: true, pausedAt: null, escalations: [] },
  amberFiredAt: null,
  redFiredAt: null,
  stoppedAt,
});

/** Only what the map reads. */
const subject = (assignments: Assignment[], timers: Timer[], closedAt: number | null = null): Case =>
  ({
    id: 'c1',
    closedAt,
    place: { areaCode: '440310003005', lat: 22.7, lon: 114.36, label: '', siteId: null },
    orders: [{ id: 'o1', issuedAt: T, state: 'issued' }],
    assignments,
    timers,
  }) as unknown as Case;

describe('lines of orders', () => {
  const two = subject(
    [assignment('a1', 'labour', T + MINUTE), assignment('a2', 'housing', null)],
    [signTimer('a1', T + MINUTE), signTimer('a2', null)],
  );

  test('given one has just signed and one waits, then each has its own line and state', () => {
    expect(orderLinesOf([two], departments, T + MINUTE + 5000).map((l) => [l.id, l.state, l.look])).toEqual([
      ['a1', 'just-signed', 'running'],
      ['a2', 'waiting', 'running'],
    ]);
  });

  test('given the limit has passed, then the waiting line is red and the signed one quiet', () => {
    expect(orderLinesOf([two], departments, T + 11 * MINUTE).map((l) => [l.state, l.look])).toEqual([
      ['signed', 'running'],
      ['waiting', 'red'],
    ]);
  });

  test('given all have signed, then the lines are gone half an hour after the last', () => {
    const all = subject([assignment('a1', 'labour', T + MINUTE)], [signTimer('a1', T + MINUTE)]);
    expect(orderLinesOf([all], departments, T + MINUTE + SIGNED_STAYS_MS)).toHaveLength(1);
    expect(orderLinesOf([all], departments, T + MINUTE + SIGNED_STAYS_MS + 1)).toEqual([]);
  });

  test('given the case is closed, then it has neither line nor mark', () => {
    const closed = subject(two.assignments, two.timers, T + MINUTE);
    expect(orderLinesOf([closed], departments, T + MINUTE)).toEqual([]);
    expect(marksAt(closed, T + MINUTE, false)).toEqual([]);
  });
});

describe('marks', () => {
  const calm = signTimer('a1', null, T + 60 * MINUTE);
  const breached = signTimer('a2', null, T + 2 * MINUTE);

  test('given a clock is breached and another runs, then the breached one rules', () => {
    expect(rulingTimer([calm, breached], T + 3 * MINUTE)).toBe(breached);
  });

  test('given two are calm, then the one due first rules', () => {
    expect(
      rulingTimer([calm, { ...breached, dueAt: T + 30 * MINUTE, amberAt: T + 25 * MINUTE }], T)?.dueAt,
    ).toBe(T + 30 * MINUTE);
  });

  test('given the data is stale, then an urgent case is unknown and a calm one stays calm', () => {
    const at = T + 3 * MINUTE;
    expect(marksAt(subject([], [breached]), at, false)[0]?.look).toBe('red');
    expect(marksAt(subject([], [breached]), at, true)[0]?.look).toBe('unknown');
    expect(marksAt(subject([], [calm]), at, true)[0]?.look).toBe('running');
  });

  test('a case comes once, and what is there at the first look has not just come', () => {
    const marks = new Marks();
    const board = (...ids: string[]) => new Map(ids.map((id) => [id, { ...subject([], [calm]), id }]));
    const come = [board('a'), board('a', 'b'), board('b'), board('a', 'b')].map((cases) => {
      marks.of(cases, T, false);
      return marks.come;
    });
    expect(come).toEqual([[], ['b'], [], ['a']]);
  });

  test('a mark is the very same until its case changes or a limit nears, and turns at that very moment', () => {
    const marks = new Marks();
    const one = subject([], [signTimer('a1', null)]);
    const map = (subject: Case) => new Map([[subject.id, subject]]);
    const at = (now: number) => marks.of(map(one), now, false)[0];
    const first = at(T);
    expect(first?.look).toBe('running');
    expect(at(T + MINUTE)).toBe(first);
    expect(at(T + 5 * MINUTE - 1)).toBe(first);
    expect(at(T + 5 * MINUTE)?.look).toBe('amber');
    expect(at(T + 10 * MINUTE)?.look).toBe('amber');
    expect(at(T + 10 * MINUTE + 1)?.look).toBe('red');
    // A wall that is wound back looks at an earlier moment.
    expect(at(T)?.look).toBe('running');
    expect(marks.of(map({ ...one, closedAt: T }), T, false)).toEqual([]);
  });

  test('red comes before amber, and among red the one that is longest over', () => {
    const mark = (caseId: string, look: 'red' | 'amber', dueAt: number) => ({
      caseId,
      areaCode: '',
      siteId: null,
      lat: 0,
      lon: 0,
      look,
      timer: signTimer(caseId, null, dueAt),
    });
    const order = [mark('amber', 'amber', 1), mark('new', 'red', 20), mark('old', 'red', 10)].sort(byUrgency);
    expect(order.map((m) => m.caseId)).toEqual(['old', 'new', 'amber']);
  });
});
