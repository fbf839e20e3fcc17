import { describe, expect, test } from 'vitest';
import { calendar } from '../../../tests/support/world.ts';
import { arm, extend, pause, resume, type Arming } from './arm.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { explainSentence } from './explain-sentence.ts';
import { explain } from './explain.ts';
import type { Limit } from './limit.ts';
import type { Timer } from './timer.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const arming: Arming = {
  ...{ policies: [DEFAULT_POLICY], calendar, timers: [] },
  ...{ matterCode: null, level: null, urgency: 1, complexity: 'complex' },
};
const sign = arm(arming, 'sign', 'x', at('2021-08-13T22:31:00'));
const feedback = arm(arming, 'feedback', 'x', at('2021-09-17T16:30:00'));
const holiday = arm(arming, 'confirm', 'x', at('2021-09-30T10:00:00'));
const rested = resume(calendar, pause(holiday, at('2021-09-30T11:00:00')), at('2021-10-09T09:00:00'));
const extended = extend(calendar, feedback, 2, at('2021-09-18T10:00:00'));
const unknown = arm(arming, 'confirm', 'x', at('2021-12-31T10:00:00'));
const said = (timer: Timer, now: string) => {
  const explanation = explain(timer, calendar, at(now));
  return [explainSentence(explanation, 'zh'), explainSentence(explanation, 'en')];
};

/** What a click on a deadline says, each row a case. */
test.each<[string, Timer, string, string, string]>([
  [
    ...(['in time', sign, '2021-08-13T22:37:00'] as const),
    '签收时限从 2021-08-13 22:31 起算，限 10 分钟（规则第 1 版）；到期 2021-08-13 22:41；还剩 4分00秒。',
    'Signature: counted from 2021-08-13 22:31, limit 10 min (rules version 1); due 2021-08-13 22:41; 4 min 00 s left.',
  ],
  [
    ...(['overdue', sign, '2021-08-13T22:42:31'] as const),
    '签收时限从 2021-08-13 22:31 起算，限 10 分钟（规则第 1 版）；到期 2021-08-13 22:41；已逾期 1分31秒。',
    'Signature: counted from 2021-08-13 22:31, limit 10 min (rules version 1); due 2021-08-13 22:41; 1 min 31 s overdue.',
  ],
  [
    ...(['done in time', { ...sign, stoppedAt: at('2021-08-13T22:36:00') }, '2021-08-14T22:36:00'] as const),
    '签收时限从 2021-08-13 22:31 起算，限 10 分钟（规则第 1 版）；到期 2021-08-13 22:41；2021-08-13 22:36 完成，按时。',
    'Signature: counted from 2021-08-13 22:31, limit 10 min (rules version 1); due 2021-08-13 22:41; done 2021-08-13 22:36, in time.',
  ],
  [
    ...(['done late', { ...sign, stoppedAt: at('2021-08-13T22:46:00') }, '2021-08-14T22:36:00'] as const),
    '签收时限从 2021-08-13 22:31 起算，限 10 分钟（规则第 1 版）；到期 2021-08-13 22:41；2021-08-13 22:46 完成，逾期 5分00秒。',
    'Signature: counted from 2021-08-13 22:31, limit 10 min (rules version 1); due 2021-08-13 22:41; done 2021-08-13 22:46, 5 min 00 s late.',
  ],
  [
    ...(['an extension over a made-up Saturday and a holiday', extended, '2021-09-18T16:30:00'] as const),
    '反馈时限从 2021-09-17 16:30 起算，限 1 个工作日（规则第 1 版）；2021-09-18 10:00 同意延期 2 个工作日；' +
      '不计 09-19（周末）；不计 09-20、09-21（节假日）；计入 09-18（调休上班）；到期 2021-09-23 16:30；还剩 5天00时。',
    'Feedback: counted from 2021-09-17 16:30, limit 1 working day (rules version 1); 2 working days more were granted on ' +
      '2021-09-18 10:00; not counting 09-19 (weekend); not counting 09-20, 09-21 (holiday); counting 09-18 (make-up working day); ' +
      'due 2021-09-23 16:30; 5 d 00 h left.',
  ],
  [
    ...(['a rest that is over', rested, '2021-10-09T10:00:00'] as const),
    '确认时限从 2021-09-30 10:00 起算，限 1 个工作日（规则第 1 版）；2021-09-30 11:00 至 2021-10-09 09:00 挂起，已顺延；' +
      '不计 10-02、10-03、10-10（周末）；不计 10-01、10-04、10-05、10-06、10-07（节假日）；计入 10-09（调休上班）；' +
      '到期 2021-10-11 10:00；还剩 2天00时。',
    'Confirmation: counted from 2021-09-30 10:00, limit 1 working day (rules version 1); it rested from 2021-09-30 11:00 to ' +
      '2021-10-09 09:00, and that was added; not counting 10-02, 10-03, 10-10 (weekend); not counting 10-01, 10-04, 10-05, ' +
      '10-06, 10-07 (holiday); counting 10-09 (make-up working day); due 2021-10-11 10:00; 2 d 00 h left.',
  ],
  [
    ...(['a rest that goes on', pause(sign, at('2021-08-13T22:32:00')), '2021-08-14T10:00:00'] as const),
    '签收时限从 2021-08-13 22:31 起算，限 10 分钟（规则第 1 版）；到期 2021-08-13 22:41；现在挂起，还剩 9分00秒。',
    'Signature: counted from 2021-08-13 22:31, limit 10 min (rules version 1); due 2021-08-13 22:41; resting now, 9 min 00 s left.',
  ],
  [
    ...(['past the published calendar', unknown, '2021-12-31T10:00:00'] as const),
    '确认时限从 2021-12-31 10:00 起算，限 1 个工作日（规则第 1 版）；到期 2022-01-03 10:00；' +
      '其中有些日子的放假安排尚未公布，暂按平常的周末推算；还剩 3天00时。',
    'Confirmation: counted from 2021-12-31 10:00, limit 1 working day (rules version 1); due 2022-01-03 10:00; ' +
      'the holidays of some of these days are not published yet, so plain weekends were assumed; 3 d 00 h left.',
  ],
])('%s', (_, timer, now, zh, en) => {
  expect(said(timer, now)).toEqual([zh, en]);
});

test('the data holds every step: the first deadline, what moved it, gross and net', () => {
  expect(explain(rested, calendar, at('2021-10-09T10:00:00'))).toMatchObject({
    firstDueAt: holiday.dueAt,
    adjustments: [{ kind: 'pause' }],
    grossMs: at('2021-10-09T10:00:00') - at('2021-09-30T10:00:00'),
    netMs: 2 * 3_600_000,
    tier: 'amber',
    covered: true,
  });
  expect(explain(unknown, calendar, unknown.startAt).days.map((one) => one.why)).toContain('unpublished');
});

test('"same day" and days to a later midnight have their words', () => {
  const today = arm(arming, 'dispatch', 'x', at('2021-08-13T10:00:00'));
  expect(said(today, '2021-08-13T12:00:00')[0]).toContain('限 当日（');
  const later = { ...today, limit: { amount: 3, unit: 'today' } as const };
  expect(said(later, '2021-08-13T12:00:00')).toEqual([
    expect.stringContaining('限 3 日内'),
    expect.stringContaining('limit 3 days to midnight'),
  ]);
  expect(said(today, '2021-08-13T12:00:00')[1]).toContain('limit the same day');
});

describe('the days that a deadline passes over', () => {
  const days = (timer: Timer) =>
    explain(timer, calendar, timer.startAt).days.map((one) => `${one.day} ${one.why}`);
  const limited = (start: string, limit: Limit) => arm(arming, 'arrive', 'x', at(start), limit);

  test.each<[string, Timer, string[]]>([
    ['minutes pass over none', limited('2021-09-17T10:00:00', { amount: 9_000, unit: 'minute' }), []],
    ['calendar days pass over none', limited('2021-09-17T10:00:00', { amount: 3, unit: 'day' }), []],
    [
      'working hours over a made-up Saturday and a holiday',
      limited('2021-09-17T17:00:00', { amount: 9, unit: 'workhour' }),
      ['2021-09-18 make-up', '2021-09-19 weekend', '2021-09-20 holiday', '2021-09-21 holiday'],
    ],
    [
      'working days, the day of the start left out and the last one counted',
      limited('2021-09-18T10:00:00', { amount: 1, unit: 'workday' }),
      ['2021-09-19 weekend', '2021-09-20 holiday', '2021-09-21 holiday'],
    ],
    [
      'a deadline on a made-up day',
      limited('2021-09-17T10:00:00', { amount: 1, unit: 'workday' }),
      ['2021-09-18 make-up'],
    ],
    [
      'calendar days that were extended by working days',
      extend(
        calendar,
        limited('2021-09-17T10:00:00', { amount: 1, unit: 'day' }),
        1,
        at('2021-09-17T12:00:00'),
      ),
      ['2021-09-18 make-up', '2021-09-19 weekend', '2021-09-20 holiday', '2021-09-21 holiday'],
    ],
    [
      'calendar days that only rested',
      resume(
        calendar,
        pause(limited('2021-09-17T10:00:00', { amount: 1, unit: 'day' }), at('2021-09-17T11:00:00')),
        at('2021-09-20T11:00:00'),
      ),
      [],
    ],
  ])('%s', (_, timer, expected) => {
    expect(days(timer)).toEqual(expected);
  });
});

test('net time leaves out rests, also the one that goes on, and an extension is no rest', () => {
  const minutes = (timer: Timer, now: string) => {
    const { grossMs, netMs, leftMs } = explain(timer, calendar, at(now));
    return [grossMs, netMs, leftMs].map((ms) => ms / 60_000);
  };
  const resting = pause(sign, at('2021-08-13T22:33:00'));
  expect(minutes(sign, '2021-08-13T22:38:00')).toEqual([7, 7, 3]);
  expect(minutes(resting, '2021-08-13T23:31:00')).toEqual([60, 2, 8]);
  expect(minutes({ ...resting, stoppedAt: at('2021-08-13T23:01:00') }, '2021-08-14T10:00:00')).toEqual([
    30, 2, 8,
  ]);
  expect(minutes(extended, '2021-09-17T17:30:00').slice(0, 2)).toEqual([60, 60]);
});

test('one of a unit is singular and the unit keeps its inner letters; the last moment is in time', () => {
  const limit = (amount: number, unit: Limit['unit']) =>
    said({ ...sign, limit: { amount, unit } }, '2021-08-13T22:37:00')[1]?.match(/limit (.*?) \(/)?.[1];
  expect([limit(1, 'workhour'), limit(2, 'workhour'), limit(2, 'day')]).toEqual([
    '1 working hour',
    '2 working hours',
    '2 calendar days',
  ]);
  expect([limit(2, 'workday'), limit(2, 'today')]).toEqual(['2 working days', '2 days to midnight']);
  expect(said({ ...sign, stoppedAt: sign.dueAt }, '2021-08-14T10:00:00')[1]).toContain('in time');
  expect(said(sign, '2021-08-13T22:41:00')[1]).toContain('0 s left');
});
