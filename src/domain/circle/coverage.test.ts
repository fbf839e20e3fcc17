import { describe, expect, test } from 'vitest';
import { isOpenAt, type Site } from '../site/site.ts';
import { coverageOf, isCovered, type Demand } from './coverage.ts';

const NOON = Date.parse('2021-07-23T12:00:00+08:00');
const NIGHT = Date.parse('2021-07-23T23:30:00+08:00');

const site: Site = {
  id: 'ps-liuhe',
  areaCode: '440310001003',
  name: '六和城',
  nameEn: 'Liuhe Plaza',
  kind: 'mall',
  lat: 22.69,
  lon: 114.35,
  opensAtMin: 9 * 60,
  closesAtMin: 22 * 60,
  circles: [
    { service: 'appeals', radiusM: 500 },
    { service: 'legal', radiusM: 300 },
  ],
};

/** So many metres north of the site: a degree of latitude is 111,195 m on the mean sphere. */
const north = (metres: number, at = NOON): Demand => ({
  lat: site.lat + metres / 111_195,
  lon: site.lon,
  areaCode: site.areaCode,
  at,
});

describe('the coverage of the circles', () => {
  test('an appeal within 500 m of an open site is covered, one a metre further is not', () => {
    expect(isCovered(north(499), [site], 'appeals')).toBe(true);
    expect(isCovered(north(501), [site], 'appeals')).toBe(false);
  });

  test('each service has its own circle, and a site without one covers nobody', () => {
    expect(isCovered(north(299), [site], 'legal')).toBe(true);
    expect(isCovered(north(400), [site], 'legal')).toBe(false);
    expect(isCovered(north(0), [site], 'counselling')).toBe(false);
  });

  test('a site that was closed when the appeal arose does not cover it', () => {
    expect(isCovered(north(100, NIGHT), [site], 'appeals')).toBe(false);
    const always = { ...site, opensAtMin: 0, closesAtMin: 1440 };
    expect(isCovered(north(100, NIGHT), [always], 'appeals')).toBe(true);
  });

  test('an appeal in two circles counts once', () => {
    const twin = { ...site, id: 'ps-twin' };
    const demand = [north(100), north(450), north(900)];
    expect(coverageOf(demand, [site, twin], 'appeals')).toEqual({ n: 3, covered: 2 });
    expect(coverageOf([], [site], 'appeals')).toEqual({ n: 0, covered: 0 });
  });

  test('one circle is enough, and another site far away takes nothing from it', () => {
    const far = { ...site, id: 'far', lat: site.lat + 1 };
    const eastward = { ...north(0), lon: site.lon + 0.01 };
    expect(isCovered(north(100), [far, site], 'appeals')).toBe(true);
    expect(isCovered(north(100), [site, far], 'appeals')).toBe(true);
    expect(isCovered(eastward, [site], 'appeals')).toBe(false);
    expect(isCovered(north(0), [{ ...site, circles: [{ service: 'appeals', radiusM: 0 }] }], 'appeals')).toBe(
      true,
    );
  });

  test('a site opens at its minute and is closed at the minute it closes', () => {
    const at = (time: string): number => Date.parse(`2021-07-23T${time}:00+08:00`);
    expect(isOpenAt(site, at('08:59'))).toBe(false);
    expect(isOpenAt(site, at('09:00'))).toBe(true);
    expect(isOpenAt(site, at('22:00'))).toBe(false);
  });
});
