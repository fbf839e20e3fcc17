import { describe, expect, test } from 'vitest';
import {
  accept,
  act,
  approve,
  arrive,
  contact,
  dispatch,
  draft,
  finish,
  giveBack,
  reassign,
  report,
  resolve,
  sign,
  split,
} from '../../../tests/support/acts.ts';
import { after, given, idOf } from '../../../tests/support/given.ts';
import {
  dispatcher,
  enforcement,
  market,
  municipal,
  stability,
  supervisor,
} from '../../../tests/support/world.ts';
import { timerOf } from '../timer/timer.ts';

const held = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-enforcement', 'ps-market'), approve()];

describe('signing', () => {
  test('stops the sign clock and keeps the contact clock running', () => {
    const { scene, then } = given(...held).when(sign());
    expect(then('assignment.signed')[0]?.body).toMatchObject({ departmentId: 'kz-municipal' });
    const running = scene.subject.timers.filter((timer) => timer.stoppedAt === null);
    expect(running.map((timer) => timer.clock)).toEqual(['resolve', 'contact']);
  });

  test('is recorded once', () => {
    given(...held, sign())
      .when(sign())
      .refused('already-signed');
  });

  test('the last signature makes the order responded', () => {
    given(...ordered)
      .when(sign(enforcement))
      .then('assignment.signed');
    given(...ordered, sign(enforcement))
      .when(sign(market))
      .then('assignment.signed', 'order.responded');
  });

  test('is refused for what does not exist, what another department holds, and what it gave back', () => {
    given(...held)
      .when(act(municipal, { type: 'assignment.sign', body: { assignmentId: idOf(9) } }))
      .refused('not-found');
    const foreign = after(...held).subject.assignments[0]?.id ?? '';
    given(...held)
      .when(act(enforcement, { type: 'assignment.sign', body: { assignmentId: foreign } }))
      .refused('not-found');
    given(...held, giveBack())
      .when(sign())
      .refused('not-held');
  });
});

describe('contacting and arriving', () => {
  test('come after the signature, in either order, each once', () => {
    given(...held)
      .when(contact())
      .refused('not-signed');
    given(...held)
      .when(arrive())
      .refused('not-signed');
    given(...held, sign())
      .when(contact())
      .then('assignment.contacted');
    given(...held, sign())
      .when(arrive())
      .then('assignment.arrived');
    given(...held, sign(), contact())
      .when(contact())
      .refused('already-contacted');
    given(...held, sign(), arrive())
      .when(arrive())
      .refused('already-arrived');
  });

  test('a call from the place is no step back from being on site', () => {
    const { subject } = after(...held, sign(), arrive(), contact());
    expect(subject.assignments[0]).toMatchObject({ state: 'on-site', contactedAt: expect.any(Number) });
  });
});

describe('returning', () => {
  test('starts the dispatch clock again, as a new generation, when nobody else leads', () => {
    const [event] = given(...held)
      .when(giveBack())
      .then('assignment.returned');
    expect(event?.body).toMatchObject({ departmentId: 'kz-municipal', reason: 'not-ours' });
    expect(event?.armed.map((timer) => [timer.clock, timer.gen])).toEqual([['dispatch', 2]]);
  });

  test('by a support leaves the lead in charge', () => {
    const both = [report(), accept(), dispatch('kz-enforcement', 'kz-municipal')];
    expect(
      given(...both)
        .when(giveBack())
        .then('assignment.returned')[0]?.armed,
    ).toEqual([]);
  });

  test('by the last support does not restart the clock that the lead has started', () => {
    const both = [report(), accept(), dispatch('kz-municipal', 'kz-enforcement'), giveBack()];
    const [event] = given(...both)
      .when(giveBack(enforcement))
      .then('assignment.returned');
    expect(event?.armed).toEqual([]);
  });

  test('by the last who had not signed makes the order responded by those who have', () => {
    given(...ordered, sign(enforcement))
      .when(giveBack(market))
      .then('assignment.returned', 'order.responded');
  });

  test('by everybody leaves the order without a response', () => {
    const { subject } = after(...ordered, giveBack(market), giveBack(enforcement));
    expect(subject.orders[0]).toMatchObject({ state: 'issued', respondedAt: null });
  });
});

describe('reassigning', () => {
  test('gives the next department fresh clocks; the gross clock of the case is untouched', () => {
    const before = after(...held, sign());
    const gross = timerOf(before.subject.timers, 'resolve', before.subject.id);
    const { scene, then } = given(...held, sign()).when(reassign('kz-municipal', 'kz-enforcement'));
    const [event] = then('assignment.reassigned');
    expect(event?.body).toMatchObject({
      departmentId: 'kz-municipal',
      to: { departmentId: 'kz-enforcement', part: 'lead', state: 'dispatched', signedAt: null },
    });
    expect(event?.armed.map((timer) => [timer.clock, timer.startAt])).toEqual([
      ['sign', scene.now],
      ['contact', scene.now],
    ]);
    expect(timerOf(scene.subject.timers, 'resolve', scene.subject.id)).toEqual(gross);
    expect(scene.subject.assignments[0]).toMatchObject({ state: 'reassigned', endedAt: scene.now });
  });

  test('inside an order the arrive clock starts too, with the order’s own limit', () => {
    const [event] = given(...ordered)
      .when(reassign('ps-market', 'kz-stability', supervisor))
      .then('assignment.reassigned');
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['sign', 'contact', 'arrive']);
    expect(event?.armed[2]?.limit).toEqual({ amount: 60, unit: 'minute' });
  });

  test('the order waits for the one who took over', () => {
    const { subject } = after(...ordered, reassign('ps-market', 'kz-stability'), sign(enforcement));
    expect(subject.orders[0]?.state).toBe('issued');
  });

  test('is refused to nobody, to elsewhere, to who holds it already, and for what is over', () => {
    const go = (to: string) => given(...ordered).when(reassign('ps-market', to));
    go('no-such').refused('unknown-department', { department: 'no-such' });
    go('lh-market').refused('unknown-department', { department: 'lh-market' });
    go('kz-enforcement').refused('duplicate-department');
    go('ps-market').refused('duplicate-department');
    const over = after(...held, sign()).subject.assignments[0]?.id ?? '';
    const again = { assignmentId: over, departmentId: 'kz-stability', reason: 'load' } as const;
    given(...held, giveBack())
      .when(act(dispatcher, { type: 'assignment.reassign', body: again }))
      .refused('not-held');
    given(...held, sign(), resolve())
      .when(act(dispatcher, { type: 'assignment.reassign', body: again }))
      .refused('wrong-state', { state: 'resolved', act: 'assignment.reassign' });
  });
});

describe('taking part', () => {
  const led = [report(), accept(), dispatch('kz-municipal', 'kz-stability'), sign(stability)];

  test('a support finishes its own part; the lead resolves the whole', () => {
    const { scene, then } = given(...led).when(finish(stability));
    then('assignment.done');
    expect(scene.subject.assignments.map((one) => one.state)).toEqual(['dispatched', 'done']);
    expect(scene.subject.state).toBe('accepted');
    given(...led, sign())
      .when(finish(municipal))
      .refused('lead-resolves');
    given(report(), accept(), dispatch('kz-municipal', 'kz-stability'))
      .when(finish(stability))
      .refused('not-signed');
    given(...led, finish(stability))
      .when(finish(stability))
      .refused('not-held');
  });

  test('a split brings others in beside the one that holds it, with clocks of their own', () => {
    const { scene, then } = given(...held).when(split('kz-municipal', 'kz-enforcement', 'ps-market'));
    const [event] = then('assignment.split');
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['sign', 'contact', 'sign', 'contact']);
    expect(scene.subject.assignments.map((one) => [one.departmentId, one.part])).toEqual([
      ['kz-municipal', 'lead'],
      ['kz-enforcement', 'support'],
      ['ps-market', 'support'],
    ]);
    given(...held)
      .when(split('kz-municipal', 'kz-municipal'))
      .refused('duplicate-department');
    given(...held)
      .when(split('kz-municipal', 'lh-market'))
      .refused('unknown-department', { department: 'lh-market' });
    given(...held, giveBack())
      .when(split('kz-municipal', 'ps-market'))
      .refused('not-held');
  });

  test('who comes into an order has to be there too', () => {
    const [event] = given(...ordered)
      .when(split('kz-enforcement', 'kz-stability'))
      .then('assignment.split');
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['sign', 'contact', 'arrive']);
  });

  test('every return counts', () => {
    const twice = [...held, giveBack(), dispatch('kz-enforcement'), giveBack(enforcement)];
    expect(after(...twice).subject).toMatchObject({ returns: 2, arbitrated: false });
  });
});
