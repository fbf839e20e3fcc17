import { describe, expect, test } from 'vitest';
import { accept, act, recipientsOf, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { dispatcher } from '../../../tests/support/world.ts';
import { clockChanges } from './handover.ts';

const dispatched = after(
  report(),
  accept(),
  act(dispatcher, { type: 'case.dispatch', body: { recipients: recipientsOf('kz-municipal') } }),
).subject;

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
