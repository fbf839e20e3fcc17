import { expect, test } from 'vitest';
import {
  accept,
  approve,
  draft,
  guide,
  redo,
  report,
  resolve,
  settle,
  sign,
} from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { enforcement, market, volunteer, worker } from '../../../tests/support/world.ts';
import { DAY_MS } from '../timer/calendar.ts';
import { dayOf, flowOf } from './flow.ts';

const ordered = [
  report(),
  accept('housing.redevelopment', 5),
  draft('kz-enforcement', 'ps-market'),
  approve(),
];
const cases = [
  after(settle()),
  after(settle({ channel: 'site', kind: 'dispute' }, volunteer)),
  after(report(), accept('municipal.garbage-overflow', 5), guide()),
  after(...ordered),
  after(...ordered, sign(enforcement), sign(market), resolve(enforcement)),
  after(report()),
].map((scene) => scene.subject);

test('the nine figures of a day count what happened between two midnights in Shanghai', () => {
  expect(dayOf(EVENING)).toEqual({
    from: Date.parse('2021-08-13T00:00:00+08:00'),
    to: Date.parse('2021-08-14T00:00:00+08:00'),
  });
  expect(flowOf(cases, dayOf(EVENING))).toEqual({
    ...{ accepted: 5, resolved: 3, disputesAccepted: 3, disputesResolved: 2, settledByGrid: 1, guided: 1 },
    ...{ settledByVolunteers: 1, ordersIssued: 2, ordersResponded: 1 },
  });
});

test('the day before and the day after have none of it', () => {
  for (const now of [EVENING - DAY_MS, EVENING + DAY_MS]) {
    expect(Object.values(flowOf(cases, dayOf(now)))).toEqual(Array(9).fill(0));
  }
});

test('a case that is redone is no longer resolved', () => {
  const { subject } = after(report(), accept(), resolve(worker), redo());
  expect(flowOf([subject], dayOf(subject.discoveredAt))).toMatchObject({ accepted: 1, resolved: 0 });
});

test('the day begins with its midnight and ends before the next', () => {
  const [done] = cases as [(typeof cases)[number]];
  const day = dayOf(EVENING);
  const accepted = (acceptedAt: number) => flowOf([{ ...done, acceptedAt }], day).accepted;
  expect([day.from - 1, day.from, day.to - 1, day.to].map(accepted)).toEqual([0, 1, 1, 0]);
});
