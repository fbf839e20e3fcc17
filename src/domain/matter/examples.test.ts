import { describe, expect, test } from 'vitest';
import { hear, learn, standardOf } from './examples.ts';
import { lexiconOf, type Entry } from './lexicon.ts';
import { suggestMatters } from './suggest.ts';

const codes = ['bins', 'stalls', 'wages'];
const examples = new Map([
  ['bins', ['垃圾桶满了', '桶边堆满垃圾', '垃圾没人收']],
  ['stalls', ['摊贩占了车位', '车位摆满摊子', '摆摊没人管']],
  ['wages', ['老板不发工资', '工资欠了三月', '工钱没人给']],
]);
const learned = learn(examples, codes);
const heard = (text: string) => hear(learned, standardOf(text), codes.length);
const best = (text: string): string | undefined => {
  const { sums } = heard(text);
  return codes[sums.indexOf(Math.max(...sums))];
};

describe('what the examples of each matter teach', () => {
  test('a sentence that no example repeats belongs to the matter whose characters it shares', () => {
    expect(best('楼下垃圾堆着')).toBe('bins');
    expect(best('门口又摆摊子了')).toBe('stalls');
    expect(best('三个月工资还欠着')).toBe('wages');
  });

  test('the weight of a gram is its rate over the mean of all matters, by its length', () => {
    const rate = (count: number): number => Math.log((count + 0.3) / 3.6);
    const mean = (rate(2) + 2 * rate(0)) / 3;
    expect(learned.get('工资')).toEqual({
      matters: [2],
      weights: [rate(2) - mean],
      otherwise: Math.max(-0.5, rate(0) - mean),
    });
    expect(learned.get('资')?.weights[0]).toBeCloseTo((rate(2) - mean) / 2);
  });

  test('what stands in every matter alike says nothing', () => {
    const shared = learned.get('没人');
    expect(shared?.matters).toEqual([0, 1, 2]);
    expect(shared?.weights.every((weight) => weight === 0)).toBe(true);
  });

  test('three characters that were met once are chance, and met twice they are not', () => {
    expect(learned.has('垃圾桶')).toBe(false);
    expect(learn(new Map([['a', ['垃圾桶满', '垃圾桶臭']]]), ['a']).has('垃圾桶')).toBe(true);
  });

  test('nothing reaches across a comma, and dialect is read as the catalogue writes it', () => {
    expect(learned.has('了，')).toBe(false);
    expect([...learn(new Map([['a', ['满，桶']]]), ['a']).keys()]).toEqual(['满', '桶']);
    expect(heard('老细唔出粮').sums).toEqual(heard('老板不发工资').sums);
  });

  test('a matter with more examples is not louder for it', () => {
    const [few, many] = [['欠薪'], ['欠薪', '满桶', '满桶']];
    const unequal = learn(new Map([...examples, ['few', few], ['many', many]]), ['few', 'many']);
    const gram = unequal.get('欠薪');
    expect(gram?.weights[0]).toBeGreaterThan(gram?.weights[1] ?? 0);
  });

  test('a matter without examples is neither for nor against, and no example at all is no opinion', () => {
    expect(learn(new Map(), codes).size).toBe(0);
    expect(hear(learn(new Map(), codes), '垃圾', 3).sums).toEqual([0, 0, 0]);
    expect(heard('').sums).toEqual([0, 0, 0]);
  });

  test('the reasons are the telling runs of the text, in its order, and single characters are none', () => {
    const many = (sentence: string): string[] => Array<string>(10).fill(sentence);
    const taught = learn(
      new Map([['bins', [...many('垃圾桶'), ...many('臭水沟')]], ...other('天热', '风大')]),
      [...codes],
    );
    const { reasons } = hear(taught, '水沟边垃圾桶天热', codes.length);
    expect(reasons(0)).toEqual(['水沟', '垃圾桶']);
    expect(reasons(1)).toEqual(['天热']);
    expect(reasons(2)).toEqual([]);
    function other(...sentences: string[]): [string, string[]][] {
      return [
        ['stalls', sentences.flatMap(many)],
        ['wages', many('雨急')],
      ];
    }
  });
});

describe('words and examples together', () => {
  const words = new Map<string, Entry[]>([
    ['bins', [['垃圾', 4]]],
    ['stalls', [['垃圾', 4]]],
    ['wages', []],
  ]);

  test('where the words are shared, the examples decide', () => {
    const both = lexiconOf(words, examples);
    const [first, second] = suggestMatters(both, '垃圾没人收');
    expect(first?.code).toBe('bins');
    expect(first?.score).toBeGreaterThan(second?.score ?? 0);
    expect(first?.words).toEqual(['垃圾']);
  });

  test('a matter for which nothing can be named is not suggested, whatever its score', () => {
    const loud = new Map([...examples, ['wages', Array<string>(30).fill('甲乙丙丁戊己庚辛壬癸')]]);
    for (const { words: named } of suggestMatters(lexiconOf(words, loud), '甲乙丙丁戊己庚辛壬癸'))
      expect(named.length).toBeGreaterThan(0);
  });
});
