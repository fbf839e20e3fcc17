import { describe, expect, test } from 'vitest';
import {
  accept,
  answer,
  approve,
  arrive,
  confirm,
  contact,
  decline,
  dispatch,
  draft,
  fireDue,
  followUp,
  giveBack,
  guide,
  liftSupervision,
  merge,
  ratify,
  reassign,
  redo,
  reject,
  report,
  resolve,
  resume,
  sign,
  supervise,
  suspend,
  withdraw,
  type Act,
} from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { deputy, enforcement, market, worker } from '../../../tests/support/world.ts';
import type { Clock } from '../timer/timer.ts';
import { byDepartment, byMatter, cohortOf } from './cohort.ts';
import { dayOf } from './flow.ts';
import { hoursOf } from './hours.ts';
import { funnelAt } from './funnel.ts';
import { channelsOf } from './channels.ts';
import { histogramAt } from './histogram.ts';

const MINUTE = 60_000;
const ALWAYS = { from: 0, to: Number.MAX_SAFE_INTEGER };
const held = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-enforcement'), approve()];
const deputised = [
  report(),
  accept(),
  draft(),
  fireDue('approve', 'amber'),
  fireDue('approve', 'red'),
  approve(deputy),
];

/** Minutes from start to end of each run of a clock, and whether it ended with what the clock waits for. */
const runsOf = (clock: Clock, ...acts: Act[]) =>
  cohortOf([after(...acts).subject], clock, ALWAYS).map(({ startAt, stoppedAt, fulfilled }) => [
    stoppedAt === null ? null : (stoppedAt - startAt) / MINUTE,
    fulfilled,
  ]);

describe('the cohort of a clock', () => {
  test('holds the runs that started within the period, each with whose it was', () => {
    const { subject } = after(...held, sign());
    const startAt = EVENING + 31 * MINUTE;
    const entry = {
      ...{ caseId: subject.id, subject: subject.assignments[0]?.id, departmentId: 'kz-municipal' },
      ...{ matterCode: 'municipal.garbage-overflow', startAt, dueAt: startAt + 10 * MINUTE },
      ...{ stoppedAt: startAt + 5 * MINUTE, fulfilled: true },
    };
    expect(cohortOf([subject], 'sign', { from: startAt, to: startAt + 1 })).toEqual([entry]);
    expect(cohortOf([subject], 'sign', { from: startAt - 9, to: startAt })).toEqual([]);
    expect(cohortOf([subject], 'sign', { from: startAt + 1, to: startAt + 9 })).toEqual([]);
  });

  test.each<[string, Clock, Act[], unknown]>([
    ['a signature', 'sign', [...held, sign()], [[5, true]]],
    ['an open one', 'contact', [...held, sign()], [[null, false]]],
    ['a contact', 'contact', [...held, sign(), contact()], [[10, true]]],
    ['a contact that the end of the case overtook', 'contact', [...held, sign(), resolve()], [[65, false]]],
    ['a duty that was given back', 'sign', [...held, giveBack()], [[1, false]]],
    [
      'a reassignment',
      'sign',
      [...held, reassign('kz-municipal', 'ps-market')],
      [
        [1, false],
        [null, false],
      ],
    ],
    ['a dispatch', 'dispatch', held, [[1, true]]],
    ['a dispatch that became a guidance', 'dispatch', [report(), accept(), guide()], [[1, true]]],
    ['a dispatch that nobody made', 'dispatch', [report(), accept(), resolve(worker)], [[60, false]]],
    ['an arrival', 'arrive', [...ordered, sign(enforcement), arrive(enforcement)], [[10, true]]],
    [
      'an arrival that the end overtook',
      'arrive',
      [...ordered, sign(enforcement), resolve(enforcement)],
      [[65, false]],
    ],
    [
      'one contact of two',
      'contact',
      [
        report(),
        accept(),
        dispatch('kz-municipal', 'ps-market'),
        sign(market),
        contact(market),
        resolve(worker),
      ],
      [
        [70, false],
        [10, true],
      ],
    ],
    [
      'a dispatch that was withdrawn before anybody had it, after an earlier one',
      'dispatch',
      [...held, giveBack(), withdraw()],
      [
        [1, true],
        [1, false],
      ],
    ],
    [
      'an approval after another order was declined',
      'approve',
      [report(), accept(), draft(), decline(), draft(), approve()],
      [
        [1, true],
        [2, true],
      ],
    ],
    ['a confirmation afterwards', 'ratify', [...deputised, ratify()], [[1, true]]],
    [
      'a confirmation afterwards that the end of the case overtook',
      'ratify',
      [...deputised, withdraw()],
      [[1, false]],
    ],
    ['an answer to a supervision', 'supervise', [...held, supervise(), answer()], [[1, true]]],
    ['a supervision that was lifted', 'supervise', [...held, supervise(), liftSupervision()], [[1, false]]],
    [
      'one of two supervisions that was answered',
      'supervise',
      [...held, supervise('yellow'), supervise(), answer(), withdraw()],
      [
        [3, false],
        [1, true],
      ],
    ],
    ['an acceptance', 'accept', [report(), accept()], [[30, true]]],
    ['a rejection', 'accept', [report(), reject()], [[1, true]]],
    ['an acceptance before a merge', 'accept', [report(), accept(), merge()], [[30, true]]],
    ['a report that was merged', 'accept', [report(), merge()], [[1, false]]],
    ['a report that was withdrawn', 'accept', [report(), withdraw()], [[1, false]]],
    ['a resolution that a withdrawal made needless', 'resolve', [...held, withdraw()], [[2, false]]],
    ['a rest that was ended', 'suspend', [...held, suspend(), resume(90)], [[90, true]]],
    ['a confirmation', 'confirm', [...held, sign(), resolve(), confirm()], [[1, true]]],
    ['a feedback', 'feedback', [...held, sign(), resolve(), confirm(), followUp()], [[1, true]]],
    ['an approval', 'approve', [report(), accept(), draft(), approve()], [[2, true]]],
    ['a refusal to approve', 'approve', [report(), accept(), draft(), decline()], [[1, true]]],
    ['an order that was dropped', 'approve', [report(), accept(), draft(), resolve(worker)], [[60, false]]],
    [
      'an order that was dropped before a redo',
      'approve',
      [report(), accept(), draft(), resolve(worker), redo()],
      [[60, false]],
    ],
    [
      'two legs',
      'resolve',
      [...held, sign(), resolve(), redo()],
      [
        [66, true],
        [null, false],
      ],
    ],
  ])('%s', (_, clock, acts, expected) => {
    expect(runsOf(clock, ...acts)).toEqual(expected);
  });

  test('of a resolution belongs to the lead of its leg, and of every other clock of the case to nobody', () => {
    const scene = after(...held, sign(), resolve(), redo(), reassign('kz-municipal', 'ps-market'));
    const owners = (clock: Clock, one = scene.subject) =>
      cohortOf([one], clock, ALWAYS).map((entry) => entry.departmentId);
    expect(owners('resolve')).toEqual(['kz-municipal', 'ps-market']);
    expect(owners('dispatch')).toEqual([null]);
    expect(owners('confirm')).toEqual([null]);
    const both = after(report(), accept(), dispatch('kz-municipal', 'kz-stability'), sign(), resolve());
    expect(owners('resolve', both.subject)).toEqual(['kz-municipal']);
    expect(owners('resolve', after(report(), accept(), resolve(worker)).subject)).toEqual([null]);
  });

  test('is grouped by department and by matter', () => {
    const both = [report(), accept(), dispatch('kz-municipal', 'ps-market'), sign()];
    const entries = cohortOf([after(...both).subject], 'sign', ALWAYS);
    expect([...byDepartment(entries)].map(([id, ones]) => [id, ones.length])).toEqual([
      ['kz-municipal', 1],
      ['ps-market', 1],
    ]);
    expect([...byMatter(entries).keys()]).toEqual(['municipal.garbage-overflow']);
    const resolved = cohortOf([after(...both, resolve()).subject], 'resolve', ALWAYS);
    expect([...byDepartment(resolved).keys()]).toEqual(['kz-municipal']);
    expect([...byDepartment(cohortOf([after(report()).subject], 'accept', ALWAYS)).keys()]).toEqual([null]);
  });
});

test('the histogram has one-minute bins with an open end, and says what is not in it', () => {
  const taking = (minutes: number) => after(...held, sign(undefined, minutes)).subject;
  const waiting = after(...held).subject;
  const left = after(...held, giveBack()).subject;
  const cases = [...[0, 0.99, 1, 9.5, 10, 10.5, 14.99, 15, 400].map(taking), waiting, left];
  const { bins, open, left: gone } = histogramAt(cohortOf(cases, 'sign', ALWAYS), EVENING + 9e9);
  expect(bins).toHaveLength(16);
  expect(
    bins.filter((bin) => bin.count > 0).map((bin) => [bin.fromMin, bin.toMin, bin.count, bin.late]),
  ).toEqual([
    [0, 1, 2, 0],
    [1, 2, 1, 0],
    [9, 10, 1, 0],
    [10, 11, 2, 1],
    [14, 15, 1, 1],
    [15, null, 2, 2],
  ]);
  expect([open, gone]).toEqual([1, 1]);
  const early = histogramAt(cohortOf(cases, 'sign', ALWAYS), EVENING + 31 * MINUTE);
  expect([early.open, early.left]).toEqual([10, 0]);
  const before = histogramAt(cohortOf(cases, 'sign', ALWAYS), EVENING + 31 * MINUTE - 1);
  expect([before.open, before.left]).toEqual([0, 0]);
});

describe('the day in pictures', () => {
  const cases = [
    after(...held, sign(), resolve(), confirm()).subject,
    after(...held).subject,
    after(report({ channel: 'hotline' })).subject,
    after(report({ channel: 'hotline' }), accept('municipal.garbage-overflow', 121)).subject,
  ];
  const day = dayOf(EVENING);

  test('the funnel counts how far the cohort has come, and reckons with those who wait', () => {
    const [first, second, third, , last] = funnelAt(cases, day, EVENING + 200 * MINUTE);
    expect(first).toEqual({ stamp: 'discoveredAt', count: 4, median: null });
    expect([second?.count, third?.count, last?.count]).toEqual([3, 1, 0]);
    const waited = funnelAt(cases.slice(0, 1).concat(cases.slice(3)), day, EVENING + 100 * MINUTE)[1];
    expect(waited?.median).toMatchObject({ kind: 'value', ms: 30 * MINUTE, n: 2 });
    expect(second?.median).toMatchObject({ kind: 'value', ms: 30 * MINUTE, n: 4, method: 'kaplan-meier' });
    expect(third?.median).toEqual({ kind: 'not-reached', n: 3 });
    expect(last?.median).toEqual({ kind: 'not-reached', n: 1 });
  });

  test('a rejected case was discovered and waits for nothing', () => {
    const [first, second] = funnelAt(
      [...cases, after(report(), reject()).subject],
      day,
      EVENING + 200 * MINUTE,
    );
    expect([first?.count, second?.count]).toEqual([5, 3]);
    expect(second?.median).toMatchObject({ n: 4 });
  });

  test('the funnel knows nothing of what came later, nor of yesterday’s cases', () => {
    const counts = (at: number, period = day) => funnelAt(cases, period, at).map((one) => one.count);
    expect(counts(EVENING + 30 * MINUTE)).toEqual([4, 2, 0, 0, 0]);
    expect(counts(EVENING, dayOf(day.to))).toEqual([0, 0, 0, 0, 0]);
    const period = (from: number, to: number) => counts(EVENING, { from, to })[0];
    expect(period(EVENING, EVENING + 1)).toBe(4);
    expect([period(EVENING - 9, EVENING), period(EVENING + 1, EVENING + 9)]).toEqual([0, 0]);
    expect(counts(EVENING - 1)).toEqual([0, 0, 0, 0, 0]);
  });

  test('the hours show inflow and outflow where they happened, and no other day', () => {
    const busy = hoursOf(cases, day).filter((one) => one.accepted + one.resolved > 0);
    expect(busy).toEqual([
      { hour: 22, accepted: 2, resolved: 0 },
      { hour: 23, accepted: 0, resolved: 1 },
    ]);
    expect(hoursOf(cases, dayOf(day.to))[0]).toEqual({ hour: 0, accepted: 1, resolved: 0 });
    expect(hoursOf([], day)).toHaveLength(24);
  });

  test('channels are ranked, unused ones last', () => {
    const ranked = channelsOf(cases, day);
    expect(ranked.slice(0, 2)).toEqual([
      { channel: 'wechat', count: 2 },
      { channel: 'hotline', count: 2 },
    ]);
    expect(ranked).toHaveLength(12);
    expect(channelsOf(cases, dayOf(day.to)).every((one) => one.count === 0)).toBe(true);
    const counted = (from: number, to: number) =>
      channelsOf(cases, { from, to }).reduce((sum, one) => sum + one.count, 0);
    expect(counted(EVENING, EVENING + 1)).toBe(4);
    expect([counted(EVENING - 9, EVENING), counted(EVENING + 1, EVENING + 9)]).toEqual([0, 0]);
  });
});
