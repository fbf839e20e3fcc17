import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs, SEED } from '../../../tests/support/soak.ts';
import { calendar } from '../../../tests/support/world.ts';
import { arm, extend, pause, recompute, resume, revive, type Arming } from './arm.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { UNITS, type Limit, type Unit } from './limit.ts';
import { reckon } from './reckon.ts';
import type { Adjustment, Timer } from './timer.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const due = (start: string, amount: number, unit: Unit, ...adjustments: Adjustment[]) =>
  reckon(calendar, at(start), { amount, unit }, 0.5, adjustments);
const rest = (from: string, to: string): Adjustment => ({ kind: 'pause', from: at(from), to: at(to) });

describe('working hours, 9–12 and 14–18 of working days', () => {
  test.each([
    ['within a morning', '2021-08-13T09:30:00', 2, '2021-08-13T11:30:00'],
    ['to the very end of a morning', '2021-08-13T09:00:00', 3, '2021-08-13T12:00:00'],
    ['over noon', '2021-08-13T11:00:00', 2, '2021-08-13T15:00:00'],
    ['from noon', '2021-08-13T12:30:00', 1, '2021-08-13T15:00:00'],
    ['over a night and a weekend', '2021-08-13T17:00:00', 2, '2021-08-16T10:00:00'],
    ['from the middle of a night', '2021-08-13T22:00:00', 1, '2021-08-16T10:00:00'],
    ['a whole day', '2021-08-12T09:00:00', 7, '2021-08-12T18:00:00'],
    ['on a made-up Saturday', '2021-09-17T17:00:00', 2, '2021-09-18T10:00:00'],
    ['over National Day', '2021-09-30T17:30:00', 1, '2021-10-08T09:30:00'],
  ])('%s', (_, start, amount, until) => {
    expect(due(start, amount, 'workhour')).toMatchObject({ dueAt: at(until), covered: true });
  });
});

describe('a rest is added in the limit’s own unit', () => {
  test.each<[string, Unit, number, string, string, string, string]>([
    ['minutes by the clock', 'minute', 30, '2021-08-13T10:00:00', '2021-08-13T10:10:00', '2021-08-13T11:10:00', '2021-08-13T11:30:00'],
    ['hours by the clock, over a night', 'hour', 24, '2021-08-13T10:00:00', '2021-08-13T20:00:00', '2021-08-14T08:00:00', '2021-08-14T22:00:00'],
    ['calendar days by the clock', 'day', 2, '2021-08-13T10:00:00', '2021-08-14T00:00:00', '2021-08-15T12:00:00', '2021-08-16T22:00:00'],
    ['three working days are three', 'workday', 5, '2021-08-09T10:00:00', '2021-08-10T10:00:00', '2021-08-13T10:00:00', '2021-08-19T10:00:00'],
    ['a weekend of rest costs nobody a working day', 'workday', 5, '2021-08-09T10:00:00', '2021-08-13T18:00:00', '2021-08-15T18:00:00', '2021-08-16T10:00:00'],
    ['part of one working day is none', 'workday', 1, '2021-08-10T10:00:00', '2021-08-10T11:00:00', '2021-08-10T17:00:00', '2021-08-11T10:00:00'],
    ['working hours inside the rest only', 'workhour', 4, '2021-08-12T09:00:00', '2021-08-12T11:00:00', '2021-08-12T15:00:00', '2021-08-12T17:00:00'],
    ['the same day becomes a later day', 'today', 1, '2021-08-12T09:00:00', '2021-08-12T11:00:00', '2021-08-14T09:00:00', '2021-08-15T00:00:00'],
  ])('%s', (_, unit, amount, start, from, to, until) => {
    expect(due(start, amount, unit, rest(from, to)).dueAt).toBe(at(until));
  }); // prettier-ignore

  test('two rests and an extension are added in the order in which they happened', () => {
    const start = '2021-08-09T10:00:00';
    const rests = [
      rest('2021-08-10T10:00:00', '2021-08-11T10:00:00'),
      rest('2021-08-12T10:00:00', '2021-08-13T10:00:00'),
    ];
    expect(due(start, 3, 'workday', ...rests).dueAt).toBe(at('2021-08-16T10:00:00'));
    const more: Adjustment = { kind: 'extension', workdays: 2, at: at('2021-08-13T11:00:00') };
    expect(due(start, 3, 'workday', ...rests, more).dueAt).toBe(at('2021-08-18T10:00:00'));
  });

  test('amber goes with a rest that began before it, and stays with one that began after', () => {
    const start = '2021-08-13T10:00:00';
    const early = due(start, 60, 'minute', rest('2021-08-13T10:10:00', '2021-08-13T11:10:00'));
    expect(early).toMatchObject({ amberAt: at('2021-08-13T11:30:00'), dueAt: at('2021-08-13T12:00:00') });
    const late = due(start, 60, 'minute', rest('2021-08-13T10:40:00', '2021-08-13T11:40:00'));
    expect(late).toMatchObject({ amberAt: at('2021-08-13T10:30:00'), dueAt: at('2021-08-13T12:00:00') });
  });

  test('past the published calendar it says that it does not know', () => {
    expect(due('2021-12-30T10:00:00', 3, 'workday').covered).toBe(false);
    expect(due('2021-12-31T17:00:00', 3, 'workhour').covered).toBe(false);
    expect(due('2021-12-31T17:00:00', 1, 'workhour').covered).toBe(true);
    expect(
      due('2021-12-29T10:00:00', 1, 'workday', rest('2021-12-30T10:00:00', '2021-12-31T10:00:00')).covered,
    ).toBe(true);
  });
});

const arming: Arming = {
  ...{ policies: [DEFAULT_POLICY], calendar, timers: [] },
  ...{ matterCode: null, level: null, urgency: 1, complexity: 'complex' },
};
const START = at('2021-08-09T10:00:00');
const armed = (limit?: Limit): Timer => arm(arming, 'resolve', 'x', START, limit);

describe('a clock that rests', () => {
  test('rests from the pause to the resumption, as a new generation that keeps what has fired', () => {
    const warned = { ...armed(), amberFiredAt: START + 5 };
    const paused = pause(warned, START + 10);
    expect(paused).toMatchObject({ pausedAt: START + 10, gen: 1 });
    const going = resume(calendar, paused, at('2021-08-12T10:00:00'));
    expect(going).toMatchObject({ pausedAt: null, gen: 2, amberFiredAt: START + 5 });
    expect(going.adjustments).toEqual([{ kind: 'pause', from: START + 10, to: at('2021-08-12T10:00:00') }]);
    expect(going.dueAt - warned.dueAt).toBe(3 * 86_400_000);
    expect(going.escalations.map((one, n) => one.at - (warned.escalations[n]?.at ?? 0))).toEqual(
      Array(3).fill(3 * 86_400_000),
    );
  });

  test('one that has stopped, that rests already or that is overdue is left as it is', () => {
    const timer = armed();
    for (const one of [
      { ...timer, stoppedAt: START },
      { ...timer, pausedAt: START },
    ]) {
      expect(pause(one, START + 1)).toBe(one);
    }
    expect(pause(timer, timer.dueAt)).toMatchObject({ pausedAt: timer.dueAt });
    expect(pause(timer, timer.dueAt + 1)).toBe(timer);
    expect(resume(calendar, timer, START + 9)).toBe(timer);
  });

  test('one that goes on where it was stopped keeps everything but its generation', () => {
    const stopped = { ...armed(), stoppedAt: START + 9, amberFiredAt: START + 3 };
    expect(revive(stopped)).toEqual({ ...stopped, gen: 2, stoppedAt: null });
  });
});

describe('another matter or urgency', () => {
  const quick: Arming = { ...arming, complexity: 'simple' };

  test('is counted from the original start, with every rest and extension', () => {
    const paused = pause(armed(), at('2021-08-09T12:00:00'));
    const going = extend(calendar, resume(calendar, paused, at('2021-08-09T18:00:00')), 1, START);
    const fresh = recompute(quick, { ...going, redFiredAt: START + 1, amberFiredAt: START });
    expect(fresh).toMatchObject({ startAt: START, limit: { amount: 2, unit: 'day' }, gen: going.gen + 1 });
    // Two calendar days from the start, six hours of rest, one working day.
    expect(fresh.dueAt).toBe(at('2021-08-12T16:00:00'));
    expect([fresh.amberFiredAt, fresh.redFiredAt]).toEqual([null, null]);
    expect(fresh.escalations.every((one) => one.firedAt === null)).toBe(true);
  });

  test('a rest that goes on goes on', () => {
    const paused = pause(armed(), START + 5);
    expect(recompute(quick, paused).pausedAt).toBe(START + 5);
  });

  test('takes the version of the limits that was in force at the start', () => {
    const rules = DEFAULT_POLICY.rules.map((rule) => ({ ...rule, amount: 1 }));
    const later = { ...DEFAULT_POLICY, version: 2, effectiveFrom: START + 1, rules };
    const both = { ...quick, policies: [DEFAULT_POLICY, later] };
    expect(recompute(both, armed()).limit).toEqual({ amount: 2, unit: 'day' });
    expect(arm(both, 'resolve', 'x', START)).toMatchObject({ policyVersion: 1, limit: { amount: 2 } });
    expect(arm(both, 'resolve', 'x', START + 1)).toMatchObject({ policyVersion: 2, limit: { amount: 1 } });
  });
});

test(`whatever the unit, a rest never shortens and an extension always lengthens (seed ${SEED})`, () => {
  const instants = fc.integer({ min: at('2021-02-01T00:00:00'), max: at('2021-10-01T00:00:00') });
  const law = fc.property(
    instants,
    fc.integer({ min: 1, max: 20 }),
    fc.constantFrom(...UNITS),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 40 * 86_400_000 }),
    (start, amount, unit, share, ms) => {
      const limit = { amount, unit };
      const plain = reckon(calendar, start, limit, share, []);
      expect(plain.dueAt).toBeGreaterThan(start);
      expect(plain.amberAt).toBeGreaterThanOrEqual(start);
      expect(plain.amberAt).toBeLessThanOrEqual(plain.dueAt);
      const rested = reckon(calendar, start, limit, share, [{ kind: 'pause', from: start, to: start + ms }]);
      expect(rested.dueAt).toBeGreaterThanOrEqual(plain.dueAt);
      expect(rested.amberAt).toBeLessThanOrEqual(rested.dueAt);
      const more = reckon(calendar, start, limit, share, [{ kind: 'extension', workdays: 1, at: start }]);
      expect(more.dueAt).toBeGreaterThan(plain.dueAt);
    },
  );
  fc.assert(law, { seed: SEED, numRuns: runs(300) });
});

describe('how far the calendar reaches', () => {
  const [from, to] = ['2021-08-13T10:30:00', '2021-08-13T11:30:00'] as const;

  test.each<[Unit, boolean]>([
    ['minute', true],
    ['hour', true],
    ['day', true],
    ['today', true],
    ['workhour', true],
    ['workday', true],
  ])('a rest within it leaves a limit in %s known', (unit, known) => {
    expect(due('2021-08-13T10:00:00', 2, unit, rest(from, to)).covered).toBe(known);
  });

  test('what went past it once stays unknown, whatever is added', () => {
    const late = due('2021-12-31T10:00:00', 3, 'workday');
    expect(late.covered).toBe(false);
    expect(due('2021-12-31T10:00:00', 3, 'workday', rest(from, to)).covered).toBe(false);
    const extension: Adjustment = { kind: 'extension', workdays: 200, at: at(from) };
    expect(due('2021-08-13T10:00:00', 2, 'day', extension).covered).toBe(false);
    expect(due('2021-08-13T10:00:00', 2, 'day', extension, rest(from, to)).covered).toBe(false);
  });

  test('a rest that begins at amber leaves it where it is', () => {
    const early = due('2021-08-13T10:00:00', 60, 'minute', rest('2021-08-13T10:30:00', to));
    expect(early.amberAt).toBe(at('2021-08-13T10:30:00'));
  });
});
