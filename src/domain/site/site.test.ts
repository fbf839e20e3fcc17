import { expect, test } from 'vitest';
import { world, XIUXIN } from '../../../tests/support/world.ts';
import { responsibleAt } from '../department/department.ts';
import { nearestSite, servicesAt, type Site } from './site.ts';

const [station] = world.sites as [Site];
const twoCircles: Site = {
  ...station,
  circles: [
    { service: 'appeals', radiusM: 500 },
    { service: 'legal', radiusM: 1500 },
  ],
};

test('a place is served by the circles that hold it', () => {
  expect(servicesAt(twoCircles, XIUXIN)).toEqual(['appeals', 'legal']);
  expect(servicesAt(twoCircles, { ...XIUXIN, lat: 22.735 })).toEqual(['legal']);
  expect(servicesAt(twoCircles, { ...XIUXIN, lat: 22.7 })).toEqual([]);
  const point = { ...station, circles: [{ service: 'legal', radiusM: 0 }] } as Site;
  expect(servicesAt(point, station)).toEqual(['legal']);
});

test('the nearest site comes with its distance', () => {
  const far = { ...station, id: 'far', lat: 22.8 };
  expect(nearestSite([far, station], XIUXIN)?.site.id).toBe('kz-xiuxin');
  expect(nearestSite([far, station], XIUXIN)?.metres).toBeCloseTo(178, 0);
  expect(nearestSite([station, far], XIUXIN)?.site.id).toBe('kz-xiuxin');
  expect(nearestSite([station, { ...station, id: 'same' }], XIUXIN)?.site.id).toBe('kz-xiuxin');
  expect(nearestSite([], XIUXIN)).toBeUndefined();
});

test('a street office is responsible before a district bureau, and nobody from elsewhere is', () => {
  const departments = [...world.departments.values()];
  expect(responsibleAt(departments, 'market-regulation', '440310003005')?.id).toBe('ps-market');
  expect(responsibleAt(departments, 'market-regulation', '440303002008')?.id).toBe('lh-market');
  expect(responsibleAt(departments, 'municipal', '440303002008')).toBeUndefined();
  const both = [...departments, { ...departments[0], id: 'ps-municipal', areaCode: '440310' } as never];
  for (const order of [both, both.toReversed()])
    expect(responsibleAt(order, 'municipal', '440310003005')?.id).toBe('kz-municipal');
  const twins = [
    { ...departments[0], id: 'first' },
    { ...departments[0], id: 'second' },
  ] as never[];
  expect(responsibleAt(twins, 'municipal', '440310003005')).toMatchObject({ id: 'first' });
});
