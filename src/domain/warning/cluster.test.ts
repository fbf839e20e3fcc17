import { describe, expect, test } from 'vitest';
import { HOUR, NOW, north, RULES, seen, siteAt } from '../../../tests/support/sightings.ts';
import { clusterOf, clusterSubsided, groundOf } from './cluster.ts';

const rule = RULES.cluster;
const MATTER = 'municipal.garbage-overflow';
const ground = groundOf(seen('x', 0), [], rule);
/** So many cases, an hour apart, the last one just now. */
const cases = (n: number, apart = HOUR, metres = 0) =>
  Array.from({ length: n }, (_, k) => seen(`case-${k}`, (n - 1 - k) * apart, metres));
const cluster = (list: ReturnType<typeof cases>) => clusterOf(ground, MATTER, list, rule, NOW);

describe('the circle of a case', () => {
  test('is the appeals circle of its site', () => {
    expect(groundOf(seen('x', 0, 0, { siteId: 'station' }), [siteAt(200, 400)], rule)).toEqual({
      centre: siteAt(200, 400),
      radiusM: 400,
      siteId: 'station',
    });
  });

  test('lies around the case itself where no site holds it, or the site serves something else', () => {
    const itself = seen('x', 0);
    expect(groundOf(itself, [siteAt(0)], rule)).toEqual({ centre: itself, radiusM: 500, siteId: null });
    const legal = { ...siteAt(0), circles: [{ service: 'legal', radiusM: 300 } as const] };
    const held = seen('x', 0, 0, { siteId: 'station' });
    expect(groundOf(held, [legal], rule)).toEqual({ centre: held, radiusM: 500, siteId: null });
    expect(groundOf(held, [], rule).siteId).toBeNull();
  });
});

describe('a cluster', () => {
  test('is enough of one matter within one circle and one day', () => {
    expect(cluster(cases(4))).toBeUndefined();
    expect(cluster(cases(5))).toEqual({
      caseId: 'case-4',
      kind: 'cluster',
      key: `cluster:440310003005:${MATTER}`,
      reason: MATTER,
      evidence: {
        count: 5,
        usual: null,
        windowMin: 1440,
        radiusM: 500,
        caseIds: ['case-0', 'case-1', 'case-2', 'case-3', 'case-4'],
      },
    });
    expect(cluster([])).toBeUndefined();
  });

  test('or twice as many within a week', () => {
    expect(cluster(cases(9, 16 * HOUR))).toBeUndefined();
    expect(cluster(cases(10, 16 * HOUR))?.evidence).toMatchObject({ count: 10, windowMin: 10_080 });
  });

  test('what is exactly a day old is no longer of the day', () => {
    const [, ...later] = cases(5);
    expect(cluster([seen('a', 24 * HOUR), ...later])).toBeUndefined();
    expect(cluster([seen('a', 24 * HOUR - 1), ...later])).toBeDefined();
  });

  test('ends at the circle, and at the matter', () => {
    const four = cases(4);
    expect(cluster([...four, seen('a', 1, 499.9)])).toBeDefined();
    expect(cluster([...four, seen('a', 1, 500.1)])).toBeUndefined();
    expect(cluster([...four, seen('a', 1, 0, { matterCode: 'environment.noise' })])).toBeUndefined();
  });

  test('around a site is named after it', () => {
    const place = { siteId: 'station' };
    const own = groundOf(seen('x', 0, 0, place), [siteAt(300)], rule);
    // 800 m from the case that was seen, but 500 m from the site.
    const list = [...cases(4), seen('a', 1, 799)];
    expect(clusterOf(own, MATTER, list, rule, NOW)).toMatchObject({
      key: `cluster:station:${MATTER}`,
      evidence: { radiusM: 500 },
    });
  });

  test('without a site is named after the community of the first of them', () => {
    const [first, ...rest] = cases(5);
    const border = [{ ...(first ?? seen('a', 0)), areaCode: '440310003006' }, ...rest];
    expect(cluster(border.toReversed())?.key).toBe(`cluster:440310003006:${MATTER}`);
  });
});

describe('a cluster subsides', () => {
  const over = (list: ReturnType<typeof cases>) => clusterSubsided(ground, MATTER, list, rule, NOW);

  test('when each window holds less than half of what makes one', () => {
    expect(over([])).toBe(true);
    expect(over(cases(2))).toBe(true);
    expect(over(cases(3))).toBe(false);
    const days = (n: number) => cases(n, 25 * HOUR).map((one) => ({ ...one, knownAt: one.knownAt - HOUR }));
    expect(over(days(4))).toBe(true);
    expect(over(days(5))).toBe(false);
  });

  test('a window of six needs fewer than three', () => {
    const six = { ...rule, windows: [{ hours: 24, least: 6 }] };
    expect(clusterSubsided(ground, MATTER, cases(2), six, NOW)).toBe(true);
    expect(clusterSubsided(ground, MATTER, cases(3), six, NOW)).toBe(false);
  });

  test('whatever happens outside of the circle, of other matters, or happened before', () => {
    expect(over(cases(9, HOUR, 501))).toBe(true);
    expect(over(cases(9).map((one) => ({ ...one, matterCode: 'environment.noise' })))).toBe(true);
    expect(over([...cases(2), seen('a', 24 * HOUR)])).toBe(true);
    expect(over([...cases(2), seen('a', 24 * HOUR - 1)])).toBe(false);
  });
});

test('a circle is measured from its centre', () => {
  const centre = { ...seen('x', 0), ...north(1_000) };
  const far = groundOf(centre, [], rule);
  expect(clusterOf(far, MATTER, cases(5, HOUR, 501), rule, NOW)).toBeDefined();
  expect(clusterOf(far, MATTER, cases(5, HOUR, 499), rule, NOW)).toBeUndefined();
});
