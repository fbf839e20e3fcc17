import { describe, expect, test } from 'vitest';
import { after } from '../../../tests/support/given.ts';
import { LIVES } from '../../../tests/support/lives.ts';
import { settle } from '../../../tests/support/acts.ts';
import { volunteer, world } from '../../../tests/support/world.ts';
import { namesOf } from '../area/names.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { EVENT_TYPES, type Event } from './event.ts';
import { sentence } from './sentence.ts';
import { DURATION } from './words.ts';

const names = namesOf(world);

/** Every event of some lives with the case as it stands after it. */
const told = [...Object.values(LIVES), [settle()], [settle({ channel: 'site' }, volunteer)]].flatMap(
  (life) => {
    let state: Case | undefined;
    return after(...life).events.map((event: Event) => {
      state = evolve(state, event);
      return { event, subject: state };
    });
  },
);

describe('every event is one sentence', () => {
  test.each(EVENT_TYPES)('%s', (type) => {
    const ones = told.filter(({ event }) => event.type === type);
    expect(ones.length).toBeGreaterThan(0);
    for (const { event, subject } of ones) {
      const zh = sentence(event, subject, names, 'zh');
      const en = sentence(event, subject, names, 'en');
      expect(zh).toMatch(/^[^。]*\p{Script=Han}[^。]*。$/u);
      expect(en).toMatch(/^[A-Za-z坑市秀].*\.$/);
      for (const text of [zh, en]) {
        expect(text).not.toMatch(/undefined|null|NaN|object|[{}]|function|00000000/);
        expect(text).not.toMatch(/[：，「]{2}| {2}/);
      }
    }
  });
});

describe('in the words of the wall', () => {
  const say = (type: Event['type'], language: 'zh' | 'en') => {
    const one = told.find(({ event }) => event.type === type);
    return one && sentence(one.event, one.subject, names, language);
  };

  test.each([
    ['assignment.signed', '坑梓街道执法队签收 16号令，用时 5分00秒。'],
    ['case.accepted', '已受理：同心工地labour.unpaid-wages，用时 5分00秒。'],
    ['order.referred', '书记逾时未批，16号令已转请副书记。'],
  ] as const)('%s', (type, words) => {
    expect(say(type, 'zh')?.replace(/\d+号令/, '16号令')).toBe(words);
  });

  test('says who settled it on the spot', () => {
    const settled = told.filter(({ subject, event }) => event.type === 'case.resolved' && subject.settledBy);
    expect(settled.map(({ event, subject }) => sentence(event, subject, names, 'zh'))).toEqual([
      '网格员现场巡查调解：秀新社区垃圾满溢。',
      '平安员现场化解：秀新社区垃圾满溢。',
    ]);
  });

  test.each([
    [91_000, '1分31秒', '1 min 31 s'],
    [42_000, '42秒', '42 s'],
    [-5_000, '0秒', '0 s'],
    [7_500_000, '2时05分', '2 h 05 min'],
    [273_600_000, '3天04时', '3 d 04 h'],
  ])('%i ms is %s', (ms, zh, en) => {
    expect([DURATION.zh(ms), DURATION.en(ms)]).toEqual([zh, en]);
  });
});
