import { describe, expect, test } from 'vitest';
import type { Matter } from '#domain/matter/matter.ts';
import { accept, act, recipientsOf, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { dispatcher, world } from '../../../tests/support/world.ts';
import { clockChanges } from './handover.ts';
import { candidatesFor, loadsOf } from './recipient.ts';

const accepted = after(report(), accept()).subject;
const dispatched = after(
  report(),
  accept(),
  act(dispatcher, { type: 'case.dispatch', body: { recipients: recipientsOf('kz-municipal') } }),
).subject;
const matter: Matter = {
  ...world.matters.get('municipal.garbage-overflow')!,
  leadKind: 'municipal',
  supportKinds: ['market-regulation'],
};
const idsFor = (subject: typeof accepted): string[] =>
  candidatesFor(subject, matter, world.departments.values(), new Map()).map((one) => one.department.id);

describe('who may receive a case', () => {
  test('every department responsible at the place: the lead of the catalogue first, then its supports', () => {
    expect(idsFor(accepted)).toEqual(['kz-municipal', 'ps-market', 'kz-enforcement', 'kz-stability']);
  });

  test('the catalogue says which part each has', () => {
    const parts = candidatesFor(accepted, matter, world.departments.values(), new Map()).map(
      (one) => one.part,
    );
    expect(parts).toEqual(['lead', 'support', null, null]);
  });

  test('who holds it already is not offered, nor is anybody outside', () => {
    expect(idsFor(dispatched)).not.toContain('kz-municipal');
    expect(idsFor(accepted)).not.toContain('lh-market');
  });

  test('what each has in hand is counted over the cases that are seen', () => {
    expect([...loadsOf([accepted, dispatched])]).toEqual([['kz-municipal', 1]]);
  });
});

describe('what a reassignment does to the clocks', () => {
  const [duty] = dispatched.assignments;
  const now = duty!.dispatchedAt + 4 * 60_000;
  const changes = clockChanges(dispatched, duty!.id, now);

  test('the gross clock of the case goes on', () => {
    expect(changes[0]).toMatchObject({ clock: 'resolve', dueAt: null, limit: null });
    expect(changes[0]!.old?.startAt).toBe(dispatched.acceptedAt);
  });

  test('sign and contact start again for the next department', () => {
    expect(changes.slice(1).map(({ clock, dueAt }) => [clock, dueAt! - now])).toEqual([
      ['sign', 10 * 60_000],
      ['contact', 30 * 60_000],
    ]);
  });
});
