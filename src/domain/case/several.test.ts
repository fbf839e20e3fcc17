import { describe, expect, test } from 'vitest';
import { accept, dispatch, report } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { system } from '../../../tests/support/world.ts';
import type { Event } from '../audit/event.ts';
import type { Case } from './case.ts';
import { evolve } from './evolve.ts';

describe('the fold changes the one that an event names', () => {
  const whole = after(report(), accept(), dispatch());
  const next = (body: Pick<Event, 'type' | 'body'>, before: Case) =>
    evolve(before, {
      ...body,
      ...{ armed: [], caseId: before.id, version: before.version + 1, at: whole.now, by: system.by },
    } as unknown as Event);
  const ended = { endedAt: 5 };

  test('a rest', () => {
    const rest = (id: string, endedAt: number | null) =>
      ({ id, reason: 'weather', at: 1, until: 9, endedAt }) as const;
    const before = { ...whole.subject, suspensions: [rest('a', 5), rest('b', null)] };
    const after = next({ type: 'case.resumed', body: { suspensionId: 'b', early: true } }, before);
    expect(after.suspensions).toMatchObject([ended, { endedAt: whole.now }]);
  });

  test('an extension', () => {
    const one = (id: string) => ({
      id,
      askedAt: 1,
      askedById: null,
      workdays: 3,
      decidedAt: null,
      granted: null,
    });
    const before = { ...whole.subject, extensions: [one('a'), one('b')] };
    const after = next({ type: 'extension.declined', body: { extensionId: 'b' } }, before);
    expect(after.extensions).toMatchObject([{ granted: null }, { granted: false, decidedAt: whole.now }]);
  });

  test('a case that was merged into this one', () => {
    const one = (caseId: string) => ({ caseId, number: caseId, at: 1 });
    const before = { ...whole.subject, absorbed: [one('a'), one('b')] };
    const after = next({ type: 'case.released', body: { fromId: 'b' } }, before);
    expect(after.absorbed).toEqual([one('a')]);
  });
});
