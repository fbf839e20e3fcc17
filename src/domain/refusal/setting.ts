import type { Words } from './words.ts';

/** What administrators set: limits, the calendar, the roster. */
export const SETTING_REFUSALS = {
  'policy-version': {
    status: 409,
    zh: '时限规则的下一版是第 {next} 版，没有生效任何改动。请先看其间公布的版本，再提交。',
    en: 'The next version of the limits is {next}; nothing was enacted. Read what was enacted meanwhile, then submit again.',
  },
  'policy-past': {
    status: 422,
    zh: '新时限只能从将来的时刻起生效，没有生效任何改动。请另定生效时间。',
    en: 'New limits can only take effect at an instant to come; nothing was enacted. Choose a later one.',
  },
  'day-past': {
    status: 422,
    zh: '{day} 已经开始或已过去，期限已按它推算，没有改动。只能设定以后的日子。',
    en: 'The day {day} has begun or is over and deadlines were counted by it; nothing was changed. Only later days can be set.',
  },
  'duty-past': {
    status: 422,
    zh: '这一班的起止时间不对，没有改动值班表。结束时间要晚于开始时间和现在。',
    en: 'These hours do not fit; the roster was not changed. A duty must end after it begins and after now.',
  },
  'unknown-person': {
    status: 422,
    zh: '没有这个人员 {person}，或其账号已停用，没有改动任何内容。请核对人员。',
    en: 'There is no such person {person}, or the account was disabled; nothing was changed. Check who is meant.',
  },
  'outside-wall': {
    status: 422,
    zh: '这块大屏只展示 {area} 的内容，没有投上去，原来的画面照旧。请选它辖区内的片区，或换一块大屏。',
    en: 'This wall shows {area} only; nothing was put on it and its picture stays. Choose a part of its area, or another wall.',
  },
  'filter-beyond': {
    status: 422,
    zh: '{area} 不在您的辖区，筛选没有保存。可以只给自己用，或分享给本辖区。',
    en: 'The area {area} lies outside your jurisdiction; the filter was not saved. Keep it to yourself, or share it within your own.',
  },
  'filters-full': {
    status: 409,
    zh: '已保存 {n} 个筛选，没有再存。请先删去一个不用的。',
    en: 'You have {n} saved filters; this one was not saved. Take one away that you no longer use.',
  },
} as const satisfies Record<string, Words>;
