import { expect, test } from 'vitest';
import { world } from '../../../tests/support/world.ts';
import { ancestorAt, levelOf, lineage, within } from './area.ts';
import { namesOf } from './names.ts';
import { distanceM } from './point.ts';

test('a code’s length says its level', () => {
  expect(['4403', '440310', '440310003', '440310003005'].map(levelOf)).toEqual([
    'city',
    'district',
    'street',
    'community',
  ]);
  expect([levelOf(''), levelOf('44031'), levelOf('4403a1')]).toEqual([undefined, undefined, undefined]);
});

test('a jurisdiction is a prefix; the empty one holds nothing', () => {
  expect(within('440310003005', '440310')).toBe(true);
  expect(within('440310', '440310')).toBe(true);
  expect(within('440310', '440310003')).toBe(false);
  expect(within('440310', '')).toBe(false);
});

test('the lineage goes from the city down', () => {
  expect(lineage('440310003005')).toEqual(['4403', '440310', '440310003', '440310003005']);
  expect(lineage('440310')).toEqual(['4403', '440310']);
  expect(lineage('44')).toEqual([]);
  expect(ancestorAt('440310003005', 'district')).toBe('440310');
  expect(ancestorAt('440310', 'community')).toBeUndefined();
});

test('a degree of latitude is 111.2 km, and 500 m are 500 m', () => {
  expect(distanceM({ lat: 22, lon: 114 }, { lat: 23, lon: 114 })).toBeCloseTo(111_195, -1);
  const [a, b] = [
    { lat: 22.7416, lon: 114.3802 },
    { lat: 22.7416, lon: 114.38507 },
  ];
  expect(distanceM(a, b)).toBeGreaterThan(498);
  expect(distanceM(a, b)).toBeLessThan(502);
  expect(distanceM(a, b)).toBe(distanceM(b, a));
  expect(distanceM(a, a)).toBe(0);
});

test('names come in both languages, and what is unknown stands for itself', () => {
  const names = namesOf(world);
  expect([names.area('440310', 'zh'), names.area('440310', 'en')]).toEqual(['坪山区', 'Pingshan District']);
  expect([names.department('kz-municipal', 'zh'), names.matter('municipal.garbage-overflow', 'en')]).toEqual([
    '坑梓街道市政服务部',
    'Overflowing rubbish',
  ]);
  const [office] = world.departments.values();
  const short = { ...world, departments: new Map([['d', { ...office, shortName: '市政部' } as never]]) };
  expect(namesOf(short).department('d', 'zh')).toBe('市政部');
  expect(namesOf(short).department('d', 'en')).toBe('kz-municipal');
  expect([names.area('99', 'zh'), names.department('x', 'en'), names.matter('y', 'zh')]).toEqual([
    '99',
    'x',
    'y',
  ]);
  expect([names.channel('qr', 'zh'), names.kind('dispute', 'en')]).toEqual(['码上办', 'dispute']);
});
