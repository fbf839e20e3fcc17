import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given } from '../../../tests/support/given.ts';
import { dispatcher, enforcement, municipal, supervisor, worker } from '../../../tests/support/world.ts';
import { isRunning } from '../timer/timer.ts';
import { isWatched } from './case.ts';

const { report, accept, dispatch, sign, draft, approve, withdraw, supervise, resolve, giveBack, arbitrate } =
  acts;
const accepted = [report({ words: '欠薪' }), accept()];

describe('withdrawing', () => {
  test('ends duties, orders, supervisions and the grave word with the case', () => {
    const { scene, then } = given(
      ...accepted,
      draft('kz-enforcement'),
      approve(),
      draft('ps-market'),
      supervise(),
    ).when(withdraw());
    const events = then(
      'order.withdrawn',
      'order.declined',
      'supervision.lifted',
      'warning.lifted',
      'case.withdrawn',
    );
    expect(events[0]?.body).toMatchObject({ reason: 'case-ended' });
    expect(scene.subject).toMatchObject({ state: 'withdrawn', closedAt: scene.now });
    expect(scene.subject.assignments.map((one) => one.state)).toEqual(['withdrawn']);
    expect(scene.subject.orders.map((one) => one.state)).toEqual(['withdrawn', 'declined']);
    expect(scene.subject.timers.filter(isRunning)).toEqual([]);
    expect(isWatched(scene.subject)).toBe(false);
  });

  test('what a department has ended before stays as it was', () => {
    const scene = after(
      ...accepted,
      dispatch(),
      giveBack(),
      dispatch('kz-enforcement'),
      withdraw(dispatcher),
    );
    expect(scene.subject.assignments.map((one) => one.state)).toEqual(['returned', 'withdrawn']);
  });
});

test('a rejection lifts the grave word too', () => {
  given(report({ words: '欠薪' }))
    .when(acts.reject())
    .then('warning.lifted', 'case.rejected');
});

test('a late act on what has ended changes nothing', () => {
  const withdrawn = [...accepted, dispatch(), withdraw()];
  given(...withdrawn)
    .when(sign())
    .refused('wrong-state', { state: 'withdrawn', act: 'assignment.sign' });
  given(...withdrawn)
    .when(resolve())
    .refused('wrong-state', { state: 'withdrawn', act: 'case.resolve' });
});

describe('arbitration', () => {
  const twice = [
    report(),
    accept(),
    dispatch(),
    giveBack(),
    dispatch('kz-enforcement'),
    giveBack(enforcement),
  ];

  test('after the second return the dispatcher may not dispatch any more, and the supervisor decides', () => {
    given(...twice)
      .when(dispatch('kz-stability'))
      .refused('needs-arbitration', { times: 2 });
    const { scene, then } = given(...twice).when(arbitrate('kz-municipal'));
    const [event] = then('case.arbitrated');
    expect(event?.body).toMatchObject({
      reason: 'owns-the-matter',
      assignments: [{ departmentId: 'kz-municipal', part: 'lead', state: 'dispatched' }],
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['sign', 'contact']);
    expect(scene.subject).toMatchObject({ returns: 2, arbitrated: true });
    expect(scene.subject.timers.filter(isRunning).map((timer) => timer.clock)).not.toContain('dispatch');
  });

  test('ends the to and fro: no return, and a change only by a supervisor', () => {
    const decided = [...twice, arbitrate('kz-municipal')];
    given(...decided)
      .when(giveBack())
      .refused('arbitrated');
    given(...decided)
      .when(acts.reassign('kz-municipal', 'ps-market'))
      .refused('arbitrated');
    given(...decided)
      .when(acts.reassign('kz-municipal', 'ps-market', supervisor))
      .then('assignment.reassigned');
  });

  test('is refused before the second return, while somebody leads, and to a department from elsewhere', () => {
    given(report(), accept(), dispatch(), giveBack())
      .when(arbitrate())
      .refused('arbitration-early', { times: 2 });
    given(report(), accept(), dispatch()).when(arbitrate()).refused('already-dispatched');
    given(...twice)
      .when(arbitrate('lh-market'))
      .refused('unknown-department', { department: 'lh-market' });
  });

  test('a redo begins to count anew', () => {
    const again = [...twice, arbitrate('kz-municipal'), sign(), resolve(), acts.redo()];
    expect(after(...again).subject).toMatchObject({ returns: 0, arbitrated: false });
    given(...again)
      .when(giveBack())
      .then('assignment.returned');
  });
});

describe('what speaks against a resolution', () => {
  const doubts = (...history: acts.Act[]) => after(...history).subject.doubts;

  test('is nothing where the department did everything in its time', () => {
    const { contact } = acts;
    expect(doubts(report(), accept(), dispatch(), sign(), contact(), resolve())).toEqual([]);
  });

  test.each<[string, acts.Act[], string[]]>([
    ['nobody called', [dispatch(), sign(), resolve()], ['no-contact']],
    [
      'nobody went to the place that an order named',
      [
        draft('kz-enforcement'),
        approve(),
        sign(enforcement),
        acts.contact(enforcement),
        resolve(enforcement),
      ],
      ['no-arrival'],
    ],
    [
      'it was over in no time',
      [
        dispatch(),
        sign(),
        acts.contact(municipal, 1),
        acts.act(municipal, { type: 'case.resolve', body: { outcome: '好。' } }, 8),
      ],
      ['too-quick'],
    ],
    [
      'ten minutes after the signature it is not too quick any more',
      [
        dispatch(),
        sign(),
        acts.contact(municipal, 1),
        acts.act(municipal, { type: 'case.resolve', body: { outcome: '好。' } }, 9),
      ],
      [],
    ],
    [
      'it came in the last moment of its limit',
      [
        dispatch(),
        sign(),
        acts.contact(),
        acts.act(municipal, { type: 'case.resolve', body: { outcome: '好。' } }, 2 * 1440 - 60),
      ],
      ['last-minute'],
    ],
    [
      'after the deadline it is late and no more',
      [
        dispatch(),
        sign(),
        acts.contact(),
        acts.act(municipal, { type: 'case.resolve', body: { outcome: '好。' } }, 2 * 1440),
      ],
      [],
    ],
    ['where a community settles it there is nothing to compare', [acts.guide(), resolve(worker)], []],
  ])('%s', (_, more, found) => {
    expect(doubts(report(), accept(), ...more)).toEqual(found);
  });

  test('nothing was written down of a complex case', () => {
    const complex = [report(), accept('housing.redevelopment'), dispatch(), sign(), acts.contact()];
    expect(doubts(...complex, resolve())).toEqual(['no-record']);
    expect(doubts(...complex, acts.record(), resolve())).toEqual([]);
  });
});
