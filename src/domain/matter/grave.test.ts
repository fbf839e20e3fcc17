import { describe, expect, test } from 'vitest';
import { GRAVE_WORDS, graveWordIn } from './grave.ts';

describe('a grave keyword is found in whichever way it is said', () => {
  test.each([
    ['老板拖欠工资三个月', '拖欠工资'],
    ['工地欠薪三个月', '欠薪'],
    ['包工头欠我们半年工资', '欠薪'],
    ['工资三个月都没发', '拖欠工资'],
    ['老细两个月冇出粮', '拖欠工资'],
    ['十几个人堵在门口讨要工钱', '讨薪'],
    ['山边的墙要塌了', '坍塌'],
    ['楼道里有很浓的煤气味', '燃气泄漏'],
    ['施工队挖断了燃气管', '燃气泄漏'],
    ['有人坐在天台边说不想活了', '跳楼'],
    ['楼下电动车着火了', '起火'],
    ['说要去北京上访', '集体上访'],
    ['存在安 全 隐患', '安全隐患'],
  ])('%s', (text, word) => {
    expect(graveWordIn(text)).toBe(word);
  });

  test('every keyword is found as itself, and the first of the list where there are several', () => {
    for (const word of GRAVE_WORDS) expect(graveWordIn(`反映${word}的事`)).toBe(word);
    expect(graveWordIn('先起火，后来讨薪')).toBe('讨薪');
  });
});

describe('what is denied, or means something else, is not grave', () => {
  test.each([
    '公司没有拖欠工资，只是社保少交',
    '没拖欠工资',
    '这里没有发生火灾',
    '并非燃气泄漏',
    '不存在安全隐患',
    '未见坍塌',
    '我们一起火锅',
    '他发起火来',
    '商场跳楼价甩卖',
    '烫了个爆炸头',
    '垃圾满溢',
    '工资低。电视没发现问题',
    '',
  ])('%s', (text) => {
    expect(graveWordIn(text)).toBeUndefined();
  });

  test('a question is no denial, and one denial does not hide another word', () => {
    expect(graveWordIn('不知道有没有燃气泄漏')).toBe('燃气泄漏');
    expect(graveWordIn('没有起火，但是有人要跳楼')).toBe('跳楼');
    expect(graveWordIn('上次没有起火，这次起火了')).toBe('起火');
  });

  test('the gap of a phrase ends with the clause', () => {
    expect(graveWordIn('工资不高，合同也没发')).toBeUndefined();
    expect(graveWordIn('工资前前后后拖到现在没发')).toBe('拖欠工资');
    expect(graveWordIn('工资前前后后拖到了现在没发')).toBeUndefined();
  });
});
