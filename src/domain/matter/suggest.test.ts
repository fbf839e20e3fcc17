import { describe, expect, test } from 'vitest';
import type { Matter } from './matter.ts';
import { suggestMatters } from './suggest.ts';

const matter = (code: string, words: [string, number][]): Matter => ({
  code,
  field: 'municipal',
  name: code,
  nameEn: code,
  kind: 'complaint',
  urgency: 1,
  complexity: 'simple',
  leadKind: 'municipal',
  supportKinds: [],
  words,
});

const catalogue = [
  matter('labour.unpaid', [
    ['欠薪', 5],
    ['工资', 3],
    ['工地', 1],
  ]),
  matter('municipal.garbage', [
    ['垃圾', 4],
    ['满溢', 3],
  ]),
  matter('municipal.cleaning', [['垃圾', 4]]),
];

describe('a matter is suggested by the words of the catalogue', () => {
  test('the one with the most weight comes first and says why', () => {
    const [first, second] = suggestMatters(catalogue, '东二三巷的垃圾桶满溢，没人收垃圾');
    expect(first).toMatchObject({ matter: { code: 'municipal.garbage' }, score: 7, words: ['垃圾', '满溢'] });
    expect(second).toMatchObject({ matter: { code: 'municipal.cleaning' }, score: 4, words: ['垃圾'] });
  });

  test('the weightiest word is named first, wherever it stands', () => {
    expect(suggestMatters(catalogue, '工地三个月工资没发，是欠薪')[0]?.words).toEqual([
      '欠薪',
      '工资',
      '工地',
    ]);
  });

  test('weak words alone suggest nothing', () => {
    expect(suggestMatters(catalogue, '工地门口有人')).toEqual([]);
    expect(suggestMatters(catalogue, '')).toEqual([]);
  });

  test('equal weights keep one order, and no more than the limit are named', () => {
    const twins = [matter('b', [['噪声', 5]]), matter('a', [['噪声', 5]]), matter('c', [['噪声', 5]])];
    expect(suggestMatters(twins, '夜里噪声大', 2).map((one) => one.matter.code)).toEqual(['a', 'b']);
  });
});
