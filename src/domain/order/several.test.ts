import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given, type Scene } from '../../../tests/support/given.ts';
import { enforcement, market, stability, worker } from '../../../tests/support/world.ts';
import type { Case } from '../case/case.ts';

const { report, accept, dispatch, draft, approve, decline, sign, supervise, act } = acts;
const accepted = [report(), accept()];
const second = [...accepted, draft('kz-stability'), decline(), draft('kz-enforcement', 'ps-market')];
const two = [...accepted, draft('kz-stability'), approve(), draft('kz-enforcement'), approve()];
const orderAt = (n: number) => (subject: Case) => subject.orders[n]?.id ?? '';
const states = ({ subject }: Scene) => subject.orders.map((one) => one.state);

describe('of several orders the one that is meant changes', () => {
  test.each<[string, acts.Act[], string[]]>([
    ['approving', [...second, approve()], ['declined', 'issued']],
    ['declining', [...second, decline()], ['declined', 'declined']],
    ['withdrawing', [...two, acts.recall()], ['issued', 'withdrawn']],
    ['the signature of its only recipient', [...two, sign(enforcement)], ['issued', 'responded']],
    ['the signature of the other’s', [...two, sign(stability)], ['responded', 'issued']],
    [
      'a signature for what was dispatched besides',
      [...accepted, dispatch(), draft('kz-enforcement'), approve(), sign()],
      ['issued'],
    ],
    [
      'the last signature, after another recipient has given its duty back unsigned',
      [
        ...accepted,
        draft('kz-enforcement', 'ps-market'),
        approve(),
        acts.giveBack(market),
        sign(enforcement),
      ],
      ['responded'],
    ],
    [
      'a return after the response',
      [...two, sign(enforcement), acts.giveBack(enforcement)],
      ['issued', 'responded'],
    ],
  ])('%s', (_, history, expected) => {
    expect(states(after(...history))).toEqual(expected);
  });

  test('only what the deputy has issued is confirmed afterwards', () => {
    const deputised = after(...two);
    const orders = deputised.subject.orders.map((one, n) => ({ ...one, byDeputy: n === 1 }));
    deputised.case = { ...deputised.subject, orders };
    const [before] = deputised.subject.orders;
    continued(deputised, acts.ratify());
    expect(deputised.subject.orders.map((one) => one.confirmedAt)).toEqual([null, deputised.now]);
    expect(deputised.subject.orders[0]).toEqual(before);
  });

  test('an order of the secretary needs none', () => {
    expect(after(...two).subject.orders.map((one) => one.byDeputy)).toEqual([false, false]);
    expect(after(...accepted, draft()).subject.orders[0]?.byDeputy).toBe(false);
  });

  test('whose approval runs out goes to the deputy, and no other', () => {
    const scene = after(...accepted, draft('kz-stability'), approve(), draft('kz-enforcement'));
    const [first] = scene.subject.orders;
    continued(scene, acts.fireDue('approve', 'amber'), acts.fireDue('approve', 'red'));
    expect(scene.events.at(-1)).toMatchObject({
      type: 'order.referred',
      body: { orderId: orderAt(1)(scene.subject) },
    });
    expect(scene.events.filter((event) => event.type === 'order.referred')).toHaveLength(1);
    expect(scene.subject.orders[0]).toEqual(first);
  });

  test('the case’s end withdraws each with its own duties that are still open', () => {
    const { then, scene } = given(
      ...accepted,
      dispatch(),
      draft('kz-enforcement', 'ps-market'),
      approve(),
      acts.giveBack(market),
      draft('kz-stability'),
      approve(),
    ).when(acts.withdraw());
    const [own, other] = then('order.withdrawn', 'order.withdrawn', 'case.withdrawn');
    const duty = (id: string) => [acts.dutyOf(scene.subject, id)];
    expect(own?.body).toMatchObject({ assignmentIds: duty('kz-enforcement') });
    expect(other?.body).toMatchObject({ assignmentIds: duty('kz-stability') });
    expect(scene.subject.assignments.map((one) => one.state)).toEqual([
      ...['withdrawn', 'withdrawn', 'returned', 'withdrawn'],
    ]);
  });

  test('each may be supervised, and who comes into one has its own time to be there', () => {
    given(...two)
      .when(supervise('urge', (subject) => ({ target: 'order', targetId: orderAt(1)(subject) })))
      .then('supervision.opened');
    const drafted = act(worker, {
      type: 'order.draft',
      body: { recipients: acts.recipientsOf('kz-enforcement'), onSiteWithinMin: 25 },
    });
    const scene = after(...accepted, draft('kz-stability'), approve(), drafted, approve());
    const { subject, now } = continued(scene, acts.reassign('kz-enforcement', 'ps-market'));
    const arrive = subject.timers.findLast((timer) => timer.clock === 'arrive');
    expect(arrive?.dueAt).toBe(now + 25 * 60_000);
  });
});
