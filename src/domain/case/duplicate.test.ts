import { describe, expect, test } from 'vitest';
import { accept, report } from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { DAY_MS } from '../timer/calendar.ts';
import type { Case } from './case.ts';
import { duplicatesOf, isPublic } from './duplicate.ts';

const rule = { radiusM: 250, withinDays: 7 };
const first = after(report(), accept()).subject;
const { lat, lon } = first.place;
const matterCode = first.matterCode ?? '';
/** A metre of latitude, in degrees. */
const METRE = 1 / 111_195;
const other = (change: Partial<Case>): Case => ({ ...first, id: 'other', ...change });
const north = (metres: number): Partial<Case> => ({ place: { ...first.place, lat: lat + metres * METRE } });
const found = (cases: Case[], caseId: string | null = first.id) =>
  duplicatesOf({ lat, lon, matterCode, caseId }, cases, rule, EVENING + 30 * DAY_MS).map(
    (one) => one.subject.id,
  );

describe('a case may be the same thing as another one', () => {
  const closed = (days: number): Partial<Case> => ({
    state: 'closed',
    closedAt: EVENING + (30 - days) * DAY_MS,
  });
  const cases: [string, Partial<Case>, boolean][] = [
    ['at the same place and of the same matter', {}, true],
    ['250 metres away', north(250), true],
    ['251 metres away', north(251), false],
    ['of another matter', { matterCode: 'other.matter' }, false],
    ['without a matter', { matterCode: null }, false],
    ['closed less than a week ago', closed(6.99), true],
    ['closed a week ago', closed(7), false],
    ['suspended', { state: 'suspended' }, true],
    ['resolved, not yet closed', { state: 'resolved' }, true],
    ['merged into another one', { state: 'merged', closedAt: EVENING + 29 * DAY_MS }, false],
    ['rejected', { state: 'rejected', closedAt: EVENING + 29 * DAY_MS }, false],
    ['withdrawn', { state: 'withdrawn', closedAt: EVENING + 29 * DAY_MS }, false],
  ];
  test.each(cases)('%s', (_what, change, expected) => {
    expect(found([other(change)])).toEqual(expected ? ['other'] : []);
  });

  test('never itself; what is only being written has no self', () => {
    expect(found([first])).toEqual([]);
    expect(found([first], null)).toEqual([first.id]);
  });

  test('the newest first, with the distance in whole metres', () => {
    const newer = other({ id: 'newer', discoveredAt: first.discoveredAt + 1, ...north(100.4) });
    const all = duplicatesOf({ lat, lon, matterCode, caseId: null }, [first, newer], rule, EVENING);
    expect(all.map((one) => [one.subject.id, one.distanceM])).toEqual([
      ['newer', 100],
      [first.id, 0],
    ]);
  });
});

describe('what a stranger may learn', () => {
  const bins = { mode: 'named', kind: 'complaint', matterCode: 'municipal.garbage-overflow' } as const;
  const cases: [string, Partial<Pick<Case, 'mode' | 'kind' | 'matterCode'>>, boolean][] = [
    ['a complaint about bins', {}, true],
    ['the same without a name', { mode: 'anonymous' }, true],
    ['the same in confidence', { mode: 'confidential' }, false],
    ['a report of stalls', { kind: 'report', matterCode: 'market.stalls' }, true],
    ['an unsafe kitchen', { matterCode: 'food.kitchen' }, true],
    ['smoke', { matterCode: 'environment.smoke' }, true],
    ['a hole in the road', { matterCode: 'traffic.road' }, true],
    ['a dispute', { kind: 'dispute' }, false],
    ['a call for help', { kind: 'help' }, false],
    ['a question', { kind: 'advice' }, false],
    ['violence at home', { matterCode: 'order.domestic-violence' }, false],
    ['unpaid wages', { matterCode: 'labour.unpaid-wages' }, false],
    ['an illness', { matterCode: 'health.clinic-service' }, false],
    ['what has no matter yet', { matterCode: null }, false],
  ];
  test.each(cases)('%s', (_what, change, expected) => {
    expect(isPublic({ ...bins, ...change })).toBe(expected);
  });
});
