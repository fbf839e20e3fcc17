import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, NOW, north, RULES, seen, siteAt } from '../../../tests/support/sightings.ts';
import type { Entry } from '../figure/cohort.ts';
import { busyStreams, findingsOf, subsided, type Standing, type View } from './finding.ts';
import type { Sighting } from './sighting.ts';
import type { Duties } from './streak.ts';
import type { WarningKind } from './warning.ts';

const MATTER = 'municipal.garbage-overflow';
const SURGE = `surge:440310003005:${MATTER}`;
const never = () => Number.NEGATIVE_INFINITY;
const view = (fresh: Sighting[], more: Partial<View> = {}): View => ({
  ...{ now: NOW, rules: RULES, sites: [], fresh, near: fresh, duties: [], standing: [] },
  usual: new Map([[SURGE, { cases: 0, days: 28 }]]),
  ...more,
});
const keys = (of: View, liftedAt: (key: string) => number = never) =>
  findingsOf(of, liftedAt).map(({ key }) => key);
/** So many far apart, the last one just now. */
const apart = (n: number) =>
  Array.from({ length: n }, (_, k) => seen(`case-${k}`, (n - 1 - k) * MINUTE, k * 2_000));
const together = (n: number, metres = 0, name = 'near') =>
  Array.from({ length: n }, (_, k) => seen(`${name}-${k}`, 2 * HOUR + (n - k) * MINUTE, metres));
const overdue = (n: number): Duties => ({
  ...{ departmentId: 'kz-municipal', clock: 'sign' },
  entries: Array.from({ length: n }, (_, k): Entry => {
    const dueAt = NOW - (k + 1) * MINUTE;
    return {
      ...{ caseId: `case-${k}`, subject: `duty-${k}`, departmentId: 'kz-municipal', matterCode: null },
      ...{ startAt: dueAt - HOUR, dueAt, stoppedAt: null, fulfilled: false },
    };
  }),
});
const standing = (
  kind: WarningKind,
  key: string,
  more: Partial<Standing> = {},
  caseIds: string[] = [],
): Standing => ({
  warning: {
    ...{ id: 'warning', kind, key, raisedAt: NOW - HOUR, liftedAt: null, liftReason: null },
    ...{ acknowledgedAt: null, acknowledgedById: null },
    reason: kind === 'overdue-streak' ? 'kz-municipal' : MATTER,
    evidence: { count: 3, usual: 2, windowMin: 60, radiusM: 500, caseIds },
  },
  ...north(0),
  closedAt: null,
  ...more,
});

describe('the busy streams', () => {
  test('are those with enough cases in the window to be a surge at all', () => {
    expect(busyStreams(apart(2), RULES.surge, NOW)).toEqual([]);
    expect(busyStreams(apart(3), RULES.surge, NOW)).toEqual([
      { areaCode: '440310003005', matterCode: MATTER },
    ]);
    const [first, ...rest] = apart(3);
    expect(
      busyStreams([{ ...(first ?? seen('a', 0)), areaCode: '440310003006' }, ...rest], RULES.surge, NOW),
    ).toEqual([]);
    expect(busyStreams([seen('a', HOUR), ...rest], RULES.surge, NOW)).toEqual([]);
  });
});

describe('the watch finds', () => {
  test('nothing where nothing is', () => {
    expect(keys(view([]))).toEqual([]);
  });

  test('a surge of a stream, against what is usual for it', () => {
    expect(keys(view(apart(3)))).toEqual([SURGE]);
    expect(keys(view(apart(3), { usual: new Map([[SURGE, { cases: 60, days: 28 }]]) }))).toEqual([]);
    expect(keys(view(apart(3), { usual: new Map() }))).toEqual([]);
  });

  test('a surge of each stream by itself', () => {
    const noise = apart(3).map((one) => ({ ...one, id: `noise-${one.id}`, matterCode: 'environment.noise' }));
    const usual = new Map([
      [SURGE, { cases: 0, days: 28 }],
      ['surge:440310003005:environment.noise', { cases: 0, days: 28 }],
    ]);
    const found = findingsOf(view([...apart(4), ...noise], { usual }), never);
    expect(found.map(({ reason, evidence }) => [reason, evidence.count])).toEqual([
      [MATTER, 4],
      ['environment.noise', 3],
    ]);
  });

  test('no surge of what was counted for a warning that was lifted', () => {
    const lifted = (key: string) => (key === SURGE ? NOW - 2 * MINUTE : never());
    expect(keys(view(apart(3)), lifted)).toEqual([]);
    expect(keys(view(apart(4)), lifted)).toEqual([]);
    expect(keys(view(apart(4)), () => NOW - 3 * MINUTE)).toEqual([SURGE]);
  });

  test('a cluster once, whichever of its cases is looked at', () => {
    expect(keys(view(together(5)))).toEqual([`cluster:440310003005:${MATTER}`]);
    expect(keys(view(together(5)), () => NOW - DAY)).toEqual([`cluster:440310003005:${MATTER}`]);
    expect(keys(view(together(5)), () => NOW - 2 * HOUR - 5 * MINUTE)).toEqual([]);
  });

  test('a cluster with neighbours that are not fresh, but none where nothing is fresh', () => {
    const all = together(5);
    expect(keys(view(all.slice(4), { near: all }))).toHaveLength(1);
    expect(keys(view([], { near: all }))).toEqual([]);
  });

  test('one cluster where the circles of two sites hold the same cases', () => {
    const sites = [siteAt(-100, 500, 'mall'), siteAt(100, 500, 'metro')];
    const five = together(5).map((one, n) => ({ ...one, siteId: n % 2 === 0 ? 'mall' : 'metro' }));
    expect(keys(view(five, { sites }))).toEqual([`cluster:mall:${MATTER}`]);
  });

  test('no second cluster of cases that another one names, and the same one again', () => {
    const sites = [siteAt(-100, 500, 'mall'), siteAt(100, 500, 'metro')];
    const five = together(5).map((one) => ({ ...one, siteId: 'metro' }));
    const ids = five.map(({ id }) => id);
    const of = (key: string, kind: WarningKind = 'cluster') =>
      keys(view(five, { sites, standing: [standing(kind, key, {}, ids)] }));
    expect(of(`cluster:mall:${MATTER}`)).toEqual([]);
    expect(of(`cluster:metro:${MATTER}`)).toEqual([`cluster:metro:${MATTER}`]);
    expect(of(SURGE, 'surge')).toEqual([`cluster:metro:${MATTER}`]);
  });

  test('a recurrence of each fresh case, unless it was known when the last one was lifted', () => {
    const old = seen('old', 3 * DAY, 0, { resolvedAt: NOW - DAY });
    const fresh = seen('fresh', MINUTE);
    const of = view([fresh], { near: [old, fresh] });
    expect(keys(of)).toEqual(['recurrence:old']);
    expect(keys(of, () => NOW - MINUTE)).toEqual([]);
    expect(keys(of, () => NOW - MINUTE - 1)).toEqual(['recurrence:old']);
  });

  test('a streak of a department', () => {
    expect(keys(view([], { duties: [overdue(5), overdue(4)] }))).toEqual([
      'overdue-streak:kz-municipal:sign',
    ]);
    expect(keys(view([], { duties: [overdue(5)] }), () => NOW - 5 * MINUTE)).toEqual([]);
  });
});

describe('what stands is over', () => {
  test('a grave word never by itself', () => {
    expect(subsided(view([]), standing('grave-word', 'grave-word:欠薪', { closedAt: NOW }))).toBe(false);
  });

  test('a surge when no more come than the usual that it was raised on', () => {
    const own = standing('surge', SURGE);
    expect(subsided(view(apart(2)), own)).toBe(true);
    expect(subsided(view(apart(3)), own)).toBe(false);
    expect(subsided(view(apart(3).map((one) => ({ ...one, matterCode: 'environment.noise' }))), own)).toBe(
      true,
    );
    const bare = { ...own, warning: { ...own.warning, evidence: null } };
    expect(subsided(view(apart(1)), bare)).toBe(true);
    expect(subsided(view(apart(2)), bare)).toBe(false);
  });

  test('a cluster when its site’s circle, or the one around its case, is quiet', () => {
    const around = standing('cluster', `cluster:440310003005:${MATTER}`);
    expect(subsided(view([], { near: together(3) }), around)).toBe(false);
    expect(subsided(view([], { near: together(2) }), around)).toBe(true);
    expect(subsided(view([], { near: together(3, 501) }), around)).toBe(true);
    const site = standing('cluster', `cluster:station:${MATTER}`);
    const sites = [siteAt(400)];
    expect(subsided(view([], { sites, near: together(3, 899) }), site)).toBe(false);
    expect(subsided(view([], { sites, near: together(3, -101) }), site)).toBe(true);
  });

  test('a recurrence with its case', () => {
    expect(subsided(view([]), standing('recurrence', 'recurrence:old'))).toBe(false);
    expect(subsided(view([]), standing('recurrence', 'recurrence:old', { closedAt: NOW }))).toBe(true);
  });

  test('a streak when it is broken, or nobody watches that clock any more', () => {
    const own = standing('overdue-streak', 'overdue-streak:kz-municipal:sign');
    expect(subsided(view([], { duties: [overdue(5)] }), own)).toBe(false);
    expect(subsided(view([], { duties: [overdue(0)] }), own)).toBe(true);
    expect(subsided(view([], { duties: [{ ...overdue(5), clock: 'contact' }] }), own)).toBe(true);
  });
});

test('a day of many matters is not gone through again for each of its cases', () => {
  // given two thousand cases of a hundred matters, each of which says how often it was asked for its own
  let asked = 0;
  const matters = Array.from({ length: 2_000 }, (_, k): Sighting => {
    const one = seen(`case-${k}`, k * 1_000, k * 600);
    return Object.defineProperty({ ...one }, 'matterCode', {
      enumerable: true,
      get: () => {
        asked += 1;
        return `matter-${k % 100}`;
      },
    });
  });
  // when all of them are fresh
  expect(keys(view(matters))).toEqual([]);
  // then a case is compared with those of its own matter, and not with two thousand
  expect(asked / matters.length).toBeLessThan(100);
});
