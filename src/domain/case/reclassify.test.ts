import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, EVENING, given } from '../../../tests/support/given.ts';
import { timerOf } from '../timer/timer.ts';

const { report, accept, dispatch, sign, reclassify, suspend, resume } = acts;
const held = [report(), accept(), dispatch()];
const ACCEPTED = EVENING + 30 * 60_000;
const gross = (scene: ReturnType<typeof after>) => timerOf(scene.subject.timers, 'resolve', scene.subject.id);

describe('another matter', () => {
  test('brings its kind, urgency and complexity; limits are counted from the original starts', () => {
    const { scene, then } = given(...held).when(reclassify({ matterCode: 'labour.unpaid-wages' }));
    const [event] = then('case.reclassified');
    expect(event?.body).toEqual({
      ...{ matterCode: 'labour.unpaid-wages', kind: 'dispute', urgency: 3, complexity: 'complex' },
    });
    // The first contact of what is urgent has ten minutes, the resolution of what is complex fifteen working days.
    expect(event?.armed.map((timer) => [timer.clock, timer.startAt])).toEqual([
      ['resolve', ACCEPTED],
      ['contact', ACCEPTED + 60_000],
    ]);
    expect(gross(scene)).toMatchObject({ gen: 2, dueAt: Date.parse('2021-09-03T22:30:00+08:00') });
    expect(scene.subject).toMatchObject({ matterCode: 'labour.unpaid-wages', urgency: 3, kind: 'dispute' });
  });

  test('may keep another urgency and kind', () => {
    const body = { matterCode: 'labour.unpaid-wages', urgency: 2, kind: 'help' } as const;
    expect(
      given(...held)
        .when(reclassify(body))
        .then('case.reclassified')[0]?.body,
    ).toMatchObject({
      urgency: 2,
      kind: 'help',
    });
  });

  test('does not make a grave case less urgent', () => {
    const grave = [report({ words: '欠薪' }), accept(), dispatch()];
    const [event] = given(...grave)
      .when(reclassify({ matterCode: 'housing.redevelopment' }))
      .then('case.reclassified');
    expect(event?.body).toMatchObject({ urgency: 3 });
  });
});

describe('another urgency', () => {
  test('forgets no rest and leaves what does not depend on it', () => {
    const scene = after(...held, suspend(3), resume(90));
    const before = gross(scene);
    const [event] = continued(scene, reclassify({ urgency: 3 })).events.slice(-1);
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['contact']);
    expect(event?.armed[0]).toMatchObject({
      startAt: ACCEPTED + 60_000,
      adjustments: [{ kind: 'pause' }],
      // Ten minutes, and ninety of rest.
      dueAt: ACCEPTED + 60_000 + 100 * 60_000,
    });
    expect(gross(scene)).toEqual(before);
  });

  test('is possible while the case rests, and the rest goes on', () => {
    const scene = after(...held, suspend(3), reclassify({ urgency: 3 }));
    const contact = timerOf(scene.subject.timers, 'contact', scene.subject.assignments[0]?.id ?? '');
    expect(contact?.pausedAt).not.toBeNull();
  });
});

test('nothing is recorded where nothing changes', () => {
  const same = { matterCode: 'municipal.garbage-overflow', urgency: 1, kind: 'complaint' } as const;
  for (const body of [{}, same])
    given(...held)
      .when(reclassify(body))
      .refused('nothing-changed');
  given(...held)
    .when(reclassify({ kind: 'help' }))
    .then('case.reclassified');
  given(...held, sign())
    .when(reclassify({ matterCode: 'no.such' }))
    .refused('unknown-matter', { matter: 'no.such' });
});

test('a clock that has stopped is not counted again', () => {
  const [event] = given(...held, sign(), acts.contact())
    .when(reclassify({ urgency: 3 }))
    .then('case.reclassified');
  expect(event?.armed).toEqual([]);
});
