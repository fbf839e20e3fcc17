import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

test.each([
  ['请打 13800138000 找我', '请打 ＊＊＊ 找我'],
  ['138 0013 8000', '＊＊＊'],
  ['138-0013-8000', '＊＊＊'],
  ['138 - 0013 - 8000', '＊＊＊'],
  ['138.0013.8000', '＊＊＊'],
  ['+86 13800138000', '+＊＊＊'],
  ['0755-88888888', '＊＊＊'],
  ['１３８００１３８０００', '＊＊＊'],
  ['身份证440307199001011234', '身份证＊＊＊'],
  ['44030719900101123X。', '＊＊＊。'],
  ['44030719900101123x', '＊＊＊'],
])('%s is shown as %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test.each(['秀新社区东二三巷', '3栋2单元1102', '500米', '12345热线', '第 26 号'])('%s stays', (text) => {
  expect(redact(text)).toBe(text);
});

test('no run of seven digits ever passes, whatever stands around and between', () => {
  const digits = fc.stringMatching(/^[0-9]{7,18}$/);
  const gaps = fc.constantFrom('', ' ', '-', '.', ' - ', '·');
  fc.assert(
    fc.property(fc.string(), digits, gaps, fc.string(), (head, number, gap, tail) => {
      const shown = redact(head + [...number].join(gap) + tail);
      expect(shown).not.toMatch(/\d(?:[\s.·-]{0,3}\d){6}/);
    }),
  );
});
