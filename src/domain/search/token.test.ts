import { describe, expect, test } from 'vitest';
import { placeIn, snippetOf } from './match.ts';
import { termsOf, tokensOf } from './token.ts';
import { normalise, unitsOf } from './unit.ts';

const units = (text: string): string[] => unitsOf(normalise(text)).map((unit) => unit.text);
const tokens = (text: string): string[] => [...tokensOf(normalise(text))];

/** Whether a search for `query` finds `text`: first by tokens, as the index does, then by reading. */
function finds(query: string, text: string): { index: boolean; reading: boolean } {
  const all = tokensOf(normalise(text));
  const terms = termsOf(query);
  return {
    index: terms.every((term) => term.tokens.every((token) => all.has(token))),
    reading: terms.every((term) => placeIn(normalise(text), term) !== undefined),
  };
}
const both = { index: true, reading: true };

describe('a text is cut into Chinese characters and whole words', () => {
  test.each([
    ['垃圾满溢', ['垃', '圾', '满', '溢']],
    ['Block A 3栋', ['block', 'a', '3', '栋']],
    ['ＰＳ－２１０７２３－００３１', ['ps', '210723', '0031']],
    ['東門町２丁目', ['東', '門', '町', '2', '丁', '目']],
    ['𠮷野家', ['𠮷', '野', '家']],
    ['，。！？ …', []],
    ['', []],
  ])('%s', (text, expected) => {
    expect(units(text)).toEqual(expected);
  });

  test.each([
    ['a blank or a line break joins', '垃 圾\n桶', '垃圾桶'],
    ['a dash joins', 'PS-210723-0031', 'PS-210723-0031'],
    ['a decimal point joins', '3.5米', '3.5米'],
  ])('%s', (_what, text, query) => {
    expect(finds(query.replaceAll(' ', ''), text)).toEqual(both);
  });

  test('a comma and a full stop part', () => {
    expect(tokens('有垃圾，桶坏了。')).toEqual(['有|垃', '垃|圾', '桶|坏', '坏|了']);
  });
});

describe('tokens are pairs of neighbours and the beginnings of words', () => {
  test('of Chinese alone there are pairs, and no single character', () => {
    expect(tokens('垃圾满溢')).toEqual(['垃|圾', '圾|满', '满|溢']);
    expect(tokens('好')).toEqual([]);
  });

  test('a word has its beginnings from two characters on, to sixteen at most', () => {
    expect(tokens('wifi')).toEqual(['wi', 'wif', 'wifi']);
    expect(tokens('a'.repeat(40))).toHaveLength(15);
  });

  test('a number before a character is a pair with it, however short it is', () => {
    expect(tokens('3栋')).toEqual(['3|栋']);
  });

  test('a pair is never taken for a word, nor the other way round', () => {
    expect(tokensOf('ab').has('a|b')).toBe(false);
    expect([...tokensOf('a b')]).toEqual(['a|b']);
  });
});

describe('a query', () => {
  test('asks for the pairs of its term', () => {
    expect(termsOf('垃圾桶').map((term) => term.tokens)).toEqual([['垃|圾', '圾|桶']]);
  });

  test.each(['垃圾 欠薪', '垃圾　欠薪', '垃圾，欠薪', '  垃圾  欠薪 '])('%s asks for two terms', (query) => {
    expect(termsOf(query).map(({ units: all }) => all.join(''))).toEqual(['垃圾', '欠薪']);
  });

  test.each(['鹏', '3', 'a', '，', '', '鹏 飞'])('%s gives the index nothing to look for', (query) => {
    expect(termsOf(query).flatMap((term) => term.tokens)).toEqual([]);
  });

  test('with a single character beside a longer term is looked up by the longer one', () => {
    expect(termsOf('垃圾 桶').flatMap((term) => term.tokens)).toEqual(['垃|圾']);
    expect(finds('垃圾 桶', '桶边有垃圾')).toEqual(both);
    expect(finds('垃圾 桶', '路边有垃圾')).toEqual({ index: true, reading: false });
  });
});

describe('what is found', () => {
  test.each([
    ['秀新', '坪山区秀新社区东二三巷'],
    ['东二三巷', '坪山区秀新社区东二三巷'],
    ['0031', 'PS-210723-0031'],
    ['003', 'PS-210723-0031'],
    ['PS-2107', 'PS-210723-0031'],
    ['ps-210723', 'PS-210723-0031'],
    ['210723-0031', 'PS-210723-0031'],
    ['ＰＳ－210723－0031', 'PS-210723-0031'],
    ['PS2107230031', 'PS2107230031'],
    ['job ag', 'Fraudulent job agency'],
    ['热线12', '拨打热线12345'],
    ['12345热线', '拨打12345热线'],
    ['abcdefghijklmnopqrst', 'abcdefghijklmnopqrstuvw'],
  ])('%s in %s', (query, text) => {
    expect(finds(query, text)).toEqual(both);
  });

  test.each([
    ['垃圾桶', '垃圾很多，圾桶'],
    ['欠薪水', '欠薪的人；薪水'],
  ])('%s is not found where its pairs stand apart: %s', (query, text) => {
    expect(finds(query, text)).toEqual({ index: true, reading: false });
  });

  test.each([
    ['圾垃', '垃圾'],
    ['031', 'PS-210723-0031'],
    ['2栋', '12栋'],
    ['重工', '很严重。工地'],
  ])('%s is not in %s', (query, text) => {
    expect(finds(query, text)).toEqual({ index: false, reading: false });
  });

  // The index may answer too much, and never too little: whatever reading finds, the tokens hold.
  test('every piece of a text is found by the index where reading finds it', () => {
    const text = '坪山大道3号A座2101室门口，wifi坏了2.5天。Block B-12 电梯 又停';
    for (let from = 0; from < text.length; from += 1) {
      for (let to = from + 1; to <= text.length; to += 1) {
        const { index, reading } = finds(text.slice(from, to), text);
        if (reading) expect([text.slice(from, to), index]).toEqual([text.slice(from, to), true]);
      }
    }
  });
});

describe('a snippet', () => {
  const cutOut = (text: string, query: string) => {
    const [term] = termsOf(query);
    const place = term && placeIn(text, term);
    if (!place) throw new Error('not found');
    return snippetOf(text, place);
  };

  test('shows what was found with some text around it, and says where it stands', () => {
    const text = `${'前'.repeat(30)}垃圾桶${'后'.repeat(40)}`;
    const snippet = cutOut(text, '垃圾桶');
    expect(snippet.text).toBe(`…${'前'.repeat(12)}垃圾桶${'后'.repeat(24)}…`);
    expect(snippet.text.slice(snippet.from, snippet.to)).toBe('垃圾桶');
  });

  test('of a short text is the whole text', () => {
    expect(cutOut('东二三巷垃圾满溢', '垃圾')).toEqual({ text: '东二三巷垃圾满溢', from: 4, to: 6 });
  });

  test('never cuts a character in two', () => {
    const { text } = cutOut(`${'𠮷'.repeat(20)}甲垃圾${'𠮷'.repeat(20)}`, '垃圾');
    expect(text.isWellFormed()).toBe(true);
  });
});
