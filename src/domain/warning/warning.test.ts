import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given, idOf } from '../../../tests/support/given.ts';
import { dispatcher, system } from '../../../tests/support/world.ts';
import { isWatched } from '../case/case.ts';

const { report, raise, acknowledge, liftWarning, act, accept } = acts;

test('a grave word is a warning of its own key, with nothing counted', () => {
  expect(after(report({ words: '工地欠薪' })).subject.warnings).toMatchObject([
    { kind: 'grave-word', key: 'grave-word:欠薪', reason: '欠薪', evidence: null, liftedAt: null },
  ]);
});

describe('a warning', () => {
  test('is raised once for a key while it stands, and again after it was lifted', () => {
    given(report(), raise('surge:a')).when(raise('surge:a')).refused('warning-standing');
    given(report(), raise('surge:a')).when(raise('surge:b')).then('warning.raised');
    given(report(), raise('surge:a'), liftWarning()).when(raise('surge:a')).then('warning.raised');
  });

  test('holds what it was raised on', () => {
    const [event] = given(report()).when(raise()).then('warning.raised');
    expect(event?.body).toMatchObject({ kind: 'surge', evidence: { count: 9, usual: 2.5, windowMin: 60 } });
  });

  test('is acknowledged once, by name', () => {
    const scene = after(report(), raise(), acknowledge());
    expect(scene.subject.warnings[0]).toMatchObject({
      acknowledgedAt: scene.now,
      acknowledgedById: 'person-dispatcher',
    });
    given(report(), raise(), acknowledge()).when(acknowledge()).refused('warning-acknowledged');
    given(report(), raise(), liftWarning()).when(acknowledge()).refused('warning-lifted');
  });

  test('is lifted once, with a reason, by a person or by the watch', () => {
    for (const by of [dispatcher, system]) {
      const scene = after(report(), raise(), liftWarning(by));
      expect(scene.subject.warnings[0]).toMatchObject({ liftedAt: scene.now, liftReason: 'subsided' });
    }
    given(report(), raise(), liftWarning()).when(liftWarning()).refused('warning-lifted');
  });

  test('that does not exist is not found', () => {
    const unknown = { warningId: idOf(9) };
    given(report())
      .when(act(dispatcher, { type: 'warning.acknowledge', body: unknown }))
      .refused('not-found');
    given(report())
      .when(act(dispatcher, { type: 'warning.lift', body: { ...unknown, reason: 'handled' } }))
      .refused('not-found');
  });

  test('goes on when the case that showed it is over, and boards keep that case', () => {
    const scene = after(report(), raise(), acts.reject());
    expect(scene.subject.warnings[0]?.liftedAt).toBeNull();
    expect(isWatched(scene.subject)).toBe(true);
    expect(isWatched(after(report(), raise(), acts.reject(), liftWarning()).subject)).toBe(false);
  });
});

test('acceptance of a grave case is most urgent', () => {
  expect(after(report({ words: '欠薪' }), accept()).subject.urgency).toBe(3);
});
