import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { within } from '#domain/area/area.ts';
import { locate } from '#domain/area/locate.ts';
import type { Flow } from '#domain/figure/flow.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import { loadBorders } from '#server/area/border.ts';
import { cityOf } from '#server/demo/city/city.ts';
import type { Act } from './act.ts';
import { HOUR } from './hours.ts';
import { pastPlan } from './past-day.ts';
import { planDay, type DayOptions } from './plan.ts';
import { presentActs } from './present-day.ts';
import { fatesOf, quotaOf } from './quota.ts';
import { REPORT_DATE, REPORT_FLOW, scaled } from './targets.ts';

const city = cityOf();
const borders = loadBorders();
const day = Date.parse('2021-07-23T00:00:00+08:00');
const people = new Map(city.people.map((person) => [person.id, person]));
const kinds = new Map(city.matters.map(({ code, kind }) => [code, kind]));

const plan = (more: Partial<DayOptions> = {}): Act[] =>
  planDay({
    ...{ seed: 'test', date: REPORT_DATE, city, borders, scope: '440310', targets: scaled(0.1) },
    ...{ backlog: true, living: false },
    ...more,
  });
const lives = (acts: readonly Act[]): Act[][] => [...Map.groupBy(acts, ({ life }) => life).values()];
const of = (life: readonly Act[], ...types: string[]): Act | undefined =>
  life.find(({ intent }) => types.includes(intent.type));

/** Counts the nine figures of a plan by hand, out of the acts alone. */
function counted(acts: readonly Act[]): Flow {
  const today = (act: Act | undefined): boolean => !!act && act.at >= day && act.at < day + DAY_MS;
  const all = lives(acts);
  const count = (test: (life: Act[]) => boolean): number => all.filter(test).length;
  const accepted = (life: Act[]): boolean => today(of(life, 'case.accept', 'case.settle'));
  const resolved = (life: Act[]): boolean => today(of(life, 'case.resolve', 'case.settle'));
  const dispute = (life: Act[]): boolean => {
    const intent = of(life, 'case.accept', 'case.settle')?.intent;
    return (
      (intent?.type === 'case.accept' || intent?.type === 'case.settle') &&
      kinds.get(intent.body.matterCode) === 'dispute'
    );
  };
  const settledBy = (by: string) => (life: Act[]) => {
    const intent = of(life, 'case.settle')?.intent;
    return intent?.type === 'case.settle' && intent.body.channel === by;
  };
  return {
    accepted: count(accepted),
    resolved: count(resolved),
    disputesAccepted: count((life) => accepted(life) && dispute(life)),
    disputesResolved: count((life) => resolved(life) && dispute(life)),
    settledByGrid: count(settledBy('grid')),
    guided: count((life) => today(of(life, 'case.guide'))),
    settledByVolunteers: count(settledBy('volunteer')),
    ordersIssued: count((life) => today(of(life, 'order.approve'))),
    ordersResponded: count((life) => {
      const signs = life.filter(({ intent }) => intent.type === 'assignment.sign');
      return today(of(life, 'order.approve')) && signs.length > 0 && signs.every(today);
    }),
  };
}

describe('the plan of the report’s day', () => {
  const acts = pastPlan(REPORT_DATE, { city, borders }).acts;

  it('ends on the nine figures of the report', () => {
    expect(counted(acts)).toEqual(REPORT_FLOW);
  });

  it('has its last counted act well before midnight, so that a slow machine stays within the day', () => {
    const counting = acts.filter(({ intent }) => !/record|confirm|followup/.test(intent.type));
    expect(Math.max(...counting.map(({ at }) => at))).toBeLessThanOrEqual(day + 23 * HOUR + 50 * 60_000);
  });

  it('is busiest in the late morning and in the afternoon', () => {
    const reports = acts.filter(
      ({ intent }) => intent.type === 'case.report' || intent.type === 'case.settle',
    );
    const between = (from: number, to: number): number =>
      reports.filter(({ at }) => at >= day + from * HOUR && at < day + to * HOUR).length / (to - from);
    expect(between(9, 11)).toBeGreaterThan(2 * between(20, 24));
    expect(between(14, 17)).toBeGreaterThan(1.2 * between(12, 13));
    expect(between(0, 6)).toBeGreaterThan(0);
  });

  it('signs mostly in two to six minutes, some after five, a few after ten', () => {
    const minutes = lives(acts).flatMap((life) => {
      const from = of(life, 'case.dispatch', 'order.approve');
      const signs = life.filter(({ intent }) => intent.type === 'assignment.sign');
      return from ? signs.map(({ at }) => (at - from.at) / 60_000) : [];
    });
    const share = (test: (minute: number) => boolean): number => minutes.filter(test).length / minutes.length;
    expect(share((minute) => minute >= 1.5 && minute <= 6)).toBeGreaterThan(0.7);
    expect(share((minute) => minute > 5)).toBeGreaterThan(0.08);
    expect(share((minute) => minute > 10)).toBeGreaterThan(0.01);
    expect(share((minute) => minute > 10)).toBeLessThan(0.08);
  });

  it('happens in every district, and at the places of the stories that ordered', () => {
    const places = acts.flatMap(({ intent }) =>
      intent.type === 'case.report' ? [locate(borders, intent.body.point) ?? 'nowhere'] : [],
    );
    expect(new Set(places.map((code) => code.slice(0, 6))).size).toBe(9);
    expect(places).toContain('440303002008');
  });
});

describe('any plan', () => {
  it('is the same for the same seed and date, and another one for others', () => {
    expect(plan()).toEqual(plan());
    expect(plan({ seed: 'other' })).not.toEqual(plan());
  });

  it('lets everybody act only within the own jurisdiction', () => {
    const acts = plan({ scope: '4403', targets: scaled(0.5), living: true });
    const strangers = lives(acts).flatMap((life) => {
      const first = life[0]?.intent;
      const at =
        first && 'body' in first && 'point' in first.body ? locate(borders, first.body.point) : undefined;
      return life
        .filter(({ personId }) => personId !== null)
        .filter(({ personId }) => {
          const areas = people.get(personId ?? '')?.areas ?? [];
          return !areas.some((prefix) => within(at ?? '', prefix));
        });
    });
    expect(strangers).toEqual([]);
  });

  it('is in order, and never has two acts of one case at the same instant', () => {
    const acts = plan({ living: true });
    expect(acts.every((act, n) => n === 0 || act.at >= (acts[n - 1]?.at ?? 0))).toBe(true);
    for (const life of lives(acts)) expect(new Set(life.map(({ at }) => at)).size).toBe(life.length);
  });

  it('reaches whatever figures a day can have', () => {
    fc.assert(
      fc.property(feasible, fc.string(), (targets, seed) => {
        expect(counted(plan({ targets, seed }))).toEqual(targets);
      }),
      { numRuns: 60 },
    );
  });

  it('says so where no day can have the figures', () => {
    expect(() => quotaOf({ ...REPORT_FLOW, disputesAccepted: 1258 })).toThrow('contradict');
    expect(() => quotaOf({ ...REPORT_FLOW, ordersResponded: 11 })).toThrow('orders');
    expect(fatesOf(quotaOf(REPORT_FLOW))).toHaveLength(1257 - 175 - 64);
  });
});

/** Figures that fit together: no more settled than there are, orders for cases of their own. */
const feasible: fc.Arbitrary<Flow> = fc
  .record({
    settledByGrid: fc.nat(12),
    settledByVolunteers: fc.nat(12),
    others: fc.nat(30),
    done: fc.nat(50),
    disputes: fc.double({ min: 0, max: 1, noNaN: true }),
    doneDisputes: fc.double({ min: 0, max: 1, noNaN: true }),
    guided: fc.double({ min: 0, max: 0.6, noNaN: true }),
    orders: fc.double({ min: 0, max: 0.3, noNaN: true }),
  })
  .map((one) => {
    const settled = one.settledByGrid + one.settledByVolunteers;
    const [accepted, resolved] = [settled + one.others, settled + one.done];
    const disputesAccepted = Math.round(accepted * one.disputes);
    // What is settled on the spot is a dispute or none for both figures.
    const least = Math.max(0, settled - (accepted - disputesAccepted));
    const most = resolved - Math.max(0, settled - disputesAccepted);
    const orders = Math.floor(one.others * one.orders);
    return {
      ...{ accepted, resolved, disputesAccepted },
      disputesResolved: Math.round(least + (most - least) * one.doneDisputes),
      settledByGrid: one.settledByGrid,
      guided: Math.floor(one.others * one.guided),
      settledByVolunteers: one.settledByVolunteers,
      ...{ ordersIssued: orders, ordersResponded: orders },
    };
  });

describe('the living day of 坪山区', () => {
  it('has three to eight open orders at every minute, also at night and over midnight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18_000, max: 22_000 }), (number) => {
        const first = number * DAY_MS - 8 * HOUR;
        const acts = [0, 1, 2].flatMap((n) => presentActs(first + n * DAY_MS, { city, borders }));
        const spans = lives(acts).flatMap((life) => {
          const [from, to] = [of(life, 'order.approve'), of(life, 'case.resolve')];
          return from && to ? [{ from: from.at, to: to.at }] : [];
        });
        for (let at = first + DAY_MS; at < first + 3 * DAY_MS; at += 60_000) {
          const open = spans.filter(({ from, to }) => from <= at && to > at).length;
          expect(open).toBeGreaterThanOrEqual(3);
          expect(open).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('has something happen in every hour of the night', () => {
    const acts = [0, 1].flatMap((n) => presentActs(day + n * DAY_MS, { city, borders }));
    for (let hour = 24; hour < 30; hour += 1) {
      const here = acts.filter(({ at }) => at >= day + hour * HOUR && at < day + (hour + 1) * HOUR);
      expect(here.length).toBeGreaterThan(4);
    }
  });

  it('has accepted some ninety by the middle of the afternoon', () => {
    const acts = presentActs(day, { city, borders });
    const accepted = acts.filter(
      ({ at, intent }) => /accept|settle/.test(intent.type) && at >= day && at < day + 15.5 * HOUR,
    );
    expect(accepted.length).toBeGreaterThan(75);
    expect(accepted.length).toBeLessThan(115);
  });
});
