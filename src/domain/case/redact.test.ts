import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact, redactPerson } from './redact.ts';

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

test.each([
  ['加微信 zhang_san88 联系', '加微信 ＊＊＊ 联系'],
  ['微信号：wxid_8f7d6e5c4b', '微信号：＊＊＊'],
  ['我的wx是LiSi-2021', '我的wx是＊＊＊'],
  ['wechat id: some.one', 'wechat id: some.one'],
  ['发到 zhang.san+x@mail.example.cn', '发到 ＊＊＊'],
])('of "%s" is left "%s"', (text, shown) => {
  expect(redact(text)).toBe(shown);
});

test('the name of the person goes as well, however it is spaced, and what only looks like it stays', () => {
  expect(redactPerson('我叫张三丰，张 三丰反映', '张三丰')).toBe('我叫＊＊＊，＊＊＊反映');
  expect(redactPerson('Mr. SMITH called', 'Smith')).toBe('Mr. ＊＊＊ called');
  expect(redactPerson('(a+b) says', '(a+b)')).toBe('＊＊＊ says');
  expect(redactPerson('张家巷', '张')).toBe('张家巷');
  expect(redactPerson('打 13800138000', null)).toBe('打 ＊＊＊');
});
