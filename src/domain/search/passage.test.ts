import { describe, expect, test } from 'vitest';
import { accept, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { world } from '../../../tests/support/world.ts';
import { areaToken, factsOf, factTokens, foundAlike, freeText } from './passage.ts';

describe('a free text that may be searched', () => {
  test.each([
    ['电话13800138000，请回电', '电话***,请回电'],
    ['电话１３８ ００１３ ８０００', '电话***'],
    ['电话①③⑧⓪⓪①③⑧⓪⓪⓪', '电话***'],
    ['身份证44030119900101001X', '身份证***'],
  ])('%s has no number of a person in it', (text, expected) => {
    expect(freeText('words', 'report', text, null).text.replaceAll('＊', '*')).toBe(expected);
  });

  test('does not hold the name of the resident, whoever wrote it', () => {
    expect(freeText('text', 'r', '已电话联系李小明，李小明同意', '李小明').text).not.toContain('李小明');
    expect(freeText('words', 'report', '我姓李', null).text).toBe('我姓李');
  });
});

describe('the facts of a case', () => {
  const { subject } = after(report(), accept());

  test('are its numbers and the names of what it is about', () => {
    const fields = new Set(factsOf(subject, world).map(({ field }) => field));
    for (const field of ['number', 'place', 'area', 'matter', 'state', 'kind', 'channel'] as const) {
      expect(fields).toContain(field);
    }
  });

  test('are the same until something changes that a search looks at', () => {
    const { place, matterCode } = subject;
    expect(foundAlike(subject, { ...subject, version: 9, timers: [] }, world)).toBe(true);
    const others: Partial<typeof subject>[] = [
      { state: 'closed' },
      { place: { ...place, label: '别处' } },
      { place: { ...place, areaCode: '440303002008' } },
      { matterCode: matterCode === null ? 'municipal.street-light' : null },
      { discoveredAt: subject.discoveredAt + 40 * 86_400_000 },
    ];
    for (const other of others) expect(foundAlike(subject, { ...subject, ...other }, world)).toBe(false);
  });

  test('have the areas above as tokens, which no text can have', () => {
    const tokens = factTokens(subject, world);
    for (const code of ['4403', '440310', subject.place.areaCode]) expect(tokens).toContain(areaToken(code));
    expect(tokens).not.toContain(areaToken('440303'));
  });
});
