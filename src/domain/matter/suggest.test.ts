import { describe, expect, test } from 'vitest';
import { lexiconOf, pairsOf, type Entry } from './lexicon.ts';
import { suggestMatters } from './suggest.ts';

const lexicon = (words: Record<string, Entry[]>) => lexiconOf(new Map(Object.entries(words)));

const catalogue = lexicon({
  'labour.unpaid': [
    ['欠薪', 5],
    ['工资', 3],
    ['工地', 1],
  ],
  'municipal.garbage': [
    ['垃圾', 4],
    ['满溢', 3],
    ['桶…满', 4],
  ],
  'municipal.cleaning': [
    ['垃圾', 4],
    ['装修', -3],
  ],
});
const codes = (text: string, limit?: number) => suggestMatters(catalogue, text, limit).map((one) => one.code);

describe('a matter is suggested by the words of the catalogue', () => {
  test('the one with the most weight comes first and says why', () => {
    const [first, second] = suggestMatters(catalogue, '东二三巷的垃圾桶满溢，没人收垃圾');
    expect(first).toMatchObject({ code: 'municipal.garbage' });
    expect(first?.words[0]).toBe('桶…满');
    expect(first?.words).toContain('垃圾');
    expect(second).toMatchObject({ code: 'municipal.cleaning', words: ['垃圾'] });
  });

  test('the weightiest word is named first, wherever it stands', () => {
    expect(suggestMatters(catalogue, '工地三个月工资没发，是欠薪')[0]?.words).toEqual([
      '欠薪',
      '工资',
      '工地',
    ]);
  });

  test('weak words alone suggest nothing', () => {
    expect(codes('工地门口有人')).toEqual([]);
    expect(codes('')).toEqual([]);
  });

  test('equal weights keep one order, and no more than the limit are named', () => {
    const twins = lexicon({ b: [['噪声大', 5]], a: [['噪声大', 5]], c: [['噪声大', 5]] });
    expect(suggestMatters(twins, '夜里噪声大', 2).map((one) => one.code)).toEqual(['a', 'b']);
  });

  test('what speaks for several matters speaks softly for each', () => {
    const shared = lexicon({ a: [['停车', 5]], b: [['停车', 5]], c: [['泊位', 5]] });
    const [alone] = suggestMatters(shared, '泊位');
    const [first, second] = suggestMatters(shared, '停车');
    expect(alone?.score).toBe(7);
    expect(first?.score).toBeCloseTo(7 / Math.SQRT2);
    expect(second?.score).toBe(first?.score);
  });

  test('a part of a longer word does not count again for the matter whose word that is, and half for others', () => {
    const parts = lexicon({
      a: [
        ['垃圾桶', 5],
        ['垃圾', 4],
      ],
      b: [['垃圾', 4]],
    });
    const [a, b] = suggestMatters(parts, '垃圾桶');
    expect(a).toMatchObject({ code: 'a', words: ['垃圾桶'] });
    expect(a?.score).toBeCloseTo(5 + 2 + Math.SQRT2);
    expect(b).toBeUndefined();
    expect(suggestMatters(parts, '垃圾桶，垃圾').map((one) => one.code)).toEqual(['a']);
  });

  test('a word in two parts is found where its end follows within twelve characters', () => {
    const far = lexicon({ a: [['喇叭…吵', 5]] });
    expect(suggestMatters(far, `喇叭${'很'.repeat(12)}吵`)[0]?.words).toEqual(['喇叭…吵']);
    expect(suggestMatters(far, `喇叭${'很'.repeat(13)}吵`)).toEqual([]);
    expect(suggestMatters(far, '吵，喇叭')).toEqual([]);
  });

  test('a word that speaks against a matter takes its weight away, and is not among the reasons', () => {
    expect(codes('垃圾')).toEqual(['municipal.cleaning', 'municipal.garbage']);
    expect(codes('装修垃圾')).toEqual(['municipal.garbage']);
  });

  test('full-width letters, capitals, spaces and the words of Canton are read as the catalogue writes them', () => {
    const words = lexicon({ a: [['wifi', 5]], b: [['没电梯', 5]] });
    expect(suggestMatters(words, 'Ｗｉ Ｆｉ')[0]?.code).toBe('a');
    expect(suggestMatters(words, '冇𨋢')[0]?.code).toBe('b');
  });
});

test('two neighbouring characters are each taken once', () => {
  expect([...pairsOf('垃圾垃圾')]).toEqual(['垃圾', '圾垃']);
  expect([...pairsOf('垃')]).toEqual([]);
});
