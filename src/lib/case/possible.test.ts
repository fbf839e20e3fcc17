import { describe, expect, test } from 'vitest';
import type { ActName } from '#domain/case/act.ts';
import type { Role } from '#domain/person/person.ts';
import { accept, act, recipientsOf, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { dispatcher, worker } from '../../../tests/support/world.ts';
import { isPossible } from './possible.ts';

const reported = after(report()).subject;
const accepted = after(report(), accept()).subject;
const dispatch = act(dispatcher, {
  type: 'case.dispatch',
  body: { recipients: recipientsOf('kz-municipal') },
});
const draft = act(worker, { type: 'order.draft', body: { recipients: recipientsOf('kz-municipal') } });
const dispatched = after(report(), accept(), dispatch).subject;
const drafted = after(report(), accept(), draft).subject;
const guided = after(report(), accept(), act(dispatcher, { type: 'case.guide', body: {} })).subject;
const by = (role: Role, deputy = false) => ({ role, deputy });

describe('only what is possible is offered', () => {
  test.each<[ActName, boolean, boolean, boolean]>([
    ['case.accept', true, false, false],
    ['case.reject', true, false, false],
    ['case.dispatch', false, true, false],
    ['case.guide', false, true, false],
    ['assignment.reassign', false, false, true],
    ['case.record', true, true, true],
    ['order.draft', false, false, false],
  ])('a dispatcher and %s: reported %s, accepted %s, dispatched %s', (name, one, two, three) => {
    const possible = [reported, accepted, dispatched].map((subject) =>
      isPossible(name, subject, by('dispatcher')),
    );
    expect(possible).toEqual([one, two, three]);
  });

  test('what was guided is not guided again, but may still be dispatched', () => {
    expect(isPossible('case.guide', guided, by('dispatcher'))).toBe(false);
    expect(isPossible('case.dispatch', guided, by('dispatcher'))).toBe(true);
  });

  test('a second order waits for the first, which the secretary decides and the deputy only when asked', () => {
    expect(isPossible('order.draft', accepted, by('worker'))).toBe(true);
    expect(isPossible('order.draft', drafted, by('worker'))).toBe(false);
    expect(isPossible('order.approve', drafted, by('secretary'))).toBe(true);
    expect(isPossible('order.approve', drafted, by('secretary', true))).toBe(false);
    const referred = { ...drafted, orders: drafted.orders.map((one) => ({ ...one, referredAt: 1 })) };
    expect(isPossible('order.approve', referred, by('secretary', true))).toBe(true);
    expect(isPossible('order.approve', accepted, by('secretary'))).toBe(false);
  });

  test('a leader reads', () => {
    const acts: ActName[] = ['case.accept', 'case.dispatch', 'assignment.reassign', 'case.record'];
    expect(acts.filter((name) => isPossible(name, dispatched, by('leader')))).toEqual([]);
  });
});
