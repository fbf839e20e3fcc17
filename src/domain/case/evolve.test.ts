import { describe, expect, test } from 'vitest';
import { report, accept } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { LIVES } from '../../../tests/support/lives.ts';
import { EVENT_TYPES, type Event } from '../audit/event.ts';
import type { Case } from './case.ts';
import { evolve } from './evolve.ts';

const logs = Object.values(LIVES).map((life) => after(...life).events);

const fold = (events: readonly Event[], from?: Case): Case | undefined =>
  events.reduce<Case | undefined>((state, event) => evolve(state, event), from);

/** As it comes back from the database or over the wire. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe('old state + events = fresh state (reliability.md §5, 12)', () => {
  test.each(EVENT_TYPES)('%s', (type) => {
    const places = logs.flatMap((log) =>
      log.flatMap((event, at) => (event.type === type ? [{ log, at }] : [])),
    );
    expect(places.length).toBeGreaterThan(0);
    for (const { log, at } of places) {
      const fresh = fold(log);
      for (const cut of [at, at + 1]) {
        const old = fold(log.slice(0, cut));
        const rest = log.slice(cut).map(stored);
        expect(fold(rest, old && stored(old))).toEqual(fresh);
      }
      expect(stored(fold(log.slice(0, at + 1)))).toEqual(fold(log.slice(0, at + 1)));
    }
  });
});

describe('evolve refuses what cannot be', () => {
  const [first, second] = after(report(), accept()).events as [Event, Event];
  const one = evolve(undefined, first);

  test('a log that does not begin with the report', () => {
    expect(() => evolve(undefined, second)).toThrow('case.accepted for a case that was never reported');
  });

  test.each([0, 1, 3, 17])('a hole or a repetition: version %i after version 1', (version) => {
    expect(() => evolve(one, { ...second, version })).toThrow(`is at version 1, event makes ${version}`);
  });

  test('a second report of the same case', () => {
    expect(() => evolve(one, { ...first, version: 2 })).toThrow('was reported twice');
  });

  test('and leaves the case that it was given as it was', () => {
    const before = structuredClone(one);
    evolve(one, second);
    expect(one).toEqual(before);
  });
});

test('an act of a person moves the acted version, a timer does not', () => {
  for (const log of logs) {
    let state: Case | undefined;
    for (const event of log) {
      const acted = state?.actedVersion ?? 0;
      state = evolve(state, event);
      expect(state.version).toBe(event.version);
      expect(state.actedVersion).toBe(event.by.kind === 'system' ? acted : event.version);
    }
  }
});
