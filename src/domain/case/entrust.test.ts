import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given } from '../../../tests/support/given.ts';
import {
  day,
  dispatcher,
  elsewhere,
  night,
  noDispatcher,
  supervisor,
  worker,
} from '../../../tests/support/world.ts';
import type { Actor } from '../context.ts';
import { evolve } from './evolve.ts';

const { report, accept, dispatch, entrust, sign, redo, resolve } = acts;
const theirs = (...history: acts.Act[]): string | null => after(...history).subject.dispatcherId;

/** A supervisor who acts for a dispatcher on leave. */
const standIn: Actor = {
  ...dispatcher,
  by: { kind: 'person', id: 'person-deputy', role: 'dispatcher', departmentId: null, onBehalfOf: day.id },
};

describe('whose case it is at the desk', () => {
  test('is nobody’s until a dispatcher has accepted it', () => {
    expect(theirs(report())).toBeNull();
    expect(theirs(report(), accept())).toBe(day.id);
  });

  test('where the community accepted it, it is the dispatcher’s who sends it on', () => {
    const accepted = [report(), accept(undefined, 5, worker)];
    expect(theirs(...accepted)).toBeNull();
    expect(theirs(...accepted, dispatch())).toBe(day.id);
  });

  test('who stands in for a dispatcher accepts it for them', () => {
    expect(theirs(report(), accept(undefined, 5, standIn))).toBe(day.id);
  });

  test('stays with whoever had it first, whatever is done to it after that', () => {
    const byNight = { ...dispatcher, by: { ...dispatcher.by, id: night.id } } as Actor;
    const accepted = [report(), accept(), entrust(), { ...dispatch(), by: dispatcher }];
    expect(theirs(...accepted)).toBe(night.id);
    expect(theirs(report(), accept(undefined, 5, byNight), dispatch(), sign(), resolve(), redo())).toBe(
      night.id,
    );
  });

  test('a case that was sent before this was kept is nobody’s, and becomes somebody’s', () => {
    const { events } = after(report(), accept());
    const { dispatcherId: _, ...old } = evolve(undefined, events[0]!);
    expect(evolve(old as typeof old & { dispatcherId: null }, events[1]!).dispatcherId).toBe(day.id);
  });
});

describe('交接', () => {
  const held = [report(), accept(), dispatch()];

  test('gives it into another hand, by whoever of the desk says so, and back again', () => {
    expect(theirs(...held, entrust(night))).toBe(night.id);
    expect(theirs(...held, entrust(night, supervisor))).toBe(night.id);
    expect(theirs(...held, entrust(night), entrust(day))).toBe(day.id);
  });

  test('is possible before anybody has accepted it, and acceptance does not take it back', () => {
    expect(theirs(report(), entrust(night))).toBe(night.id);
    expect(theirs(report(), entrust(night), accept())).toBe(night.id);
  });

  test('changes no department and no clock', () => {
    const before = after(...held).subject;
    const { assignments, timers, orders, state } = after(...held, entrust()).subject;
    expect({ assignments, timers, orders, state }).toEqual({
      ...{ assignments: before.assignments, timers: before.timers },
      ...{ orders: before.orders, state: before.state },
    });
  });

  test('is one fact, which names whose it is now', () => {
    const [event] = given(...held)
      .when(entrust())
      .then('case.entrusted');
    expect(event?.body).toEqual({ personId: night.id });
  });

  test('changes nothing where it is theirs already', () => {
    given(...held)
      .when(entrust(day))
      .refused('nothing-changed');
  });

  test('needs an account that is there and in use', () => {
    given(...held)
      .when(entrust({ ...night, id: 'person-gone' }))
      .refused('unknown-person', { person: 'person-gone' });
  });

  test.each([
    ['somebody who is no dispatcher', noDispatcher],
    ['a dispatcher of another district', elsewhere],
  ])('is not taken by %s', (_, other) => {
    given(...held)
      .when(entrust(other))
      .refused('cannot-take');
  });

  test('is over with the case', () => {
    given(report(), acts.reject())
      .when(entrust())
      .refused('wrong-state', { state: 'rejected', act: 'case.entrust' });
  });
});
