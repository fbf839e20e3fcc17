import { describe, expect, test } from 'vitest';
import {
  accept,
  act,
  approve,
  decline,
  dispatch,
  draft,
  fireDue,
  report,
  sign,
} from '../../../tests/support/acts.ts';
import { after, continued, EVENING, given, idOf } from '../../../tests/support/given.ts';
import { deputy, enforcement, market, secretary, stability } from '../../../tests/support/world.ts';
import { isRunning, timerOf } from '../timer/timer.ts';

const accepted = [report(), accept()];
const drafted = [...accepted, draft('kz-enforcement', 'ps-market', 'kz-stability')];

/** The approval ran out at 22:41, ten minutes after the draft. */
const referred = () => {
  const scene = after(...drafted);
  scene.now = timerOf(scene.subject.timers, 'approve', scene.subject.orders[0]?.id ?? '')?.dueAt ?? 0;
  return continued(scene, fireDue('approve', 'amber'), fireDue('approve', 'red'));
};

describe('drafting', () => {
  test('names the community of the place and starts the approve clock', () => {
    const [event] = given(...accepted)
      .when(draft('kz-enforcement'))
      .then('order.drafted');
    expect(event?.body).toMatchObject({
      areaCode: '440310003005',
      recipients: [{ departmentId: 'kz-enforcement', part: 'lead' }],
      onSiteWithinMin: 60,
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['approve']);
  });

  test('is refused while another one waits, and for the same reasons as a dispatch', () => {
    given(...drafted)
      .when(draft('kz-municipal'))
      .refused('order-pending');
    given(...accepted)
      .when(draft('lh-market'))
      .refused('unknown-department', { department: 'lh-market' });
    given(...accepted, dispatch('kz-municipal'))
      .when(draft('kz-municipal'))
      .refused('duplicate-department');
  });
});

describe('approving', () => {
  test('issues the order: every recipient gets its duty with sign, contact and arrive clocks', () => {
    const { scene, then } = given(...drafted).when(approve());
    const [event] = then('order.issued');
    expect(event?.armed.map((timer) => timer.clock)).toEqual(
      Array(3).fill(['sign', 'contact', 'arrive']).flat(),
    );
    expect(event?.armed.every((timer) => timer.startAt === scene.now)).toBe(true);
    expect(scene.subject.orders[0]).toMatchObject({ state: 'issued', issuedById: 'person-secretary' });
  });

  test('three departments sign, and the last signature is the response', () => {
    const { subject } = after(...drafted, approve(), sign(market), sign(stability), sign(enforcement));
    expect(subject.orders[0]).toMatchObject({ state: 'responded', respondedAt: EVENING + 48 * 60_000 });
  });

  test('happens once, and only to what exists', () => {
    given(...drafted, approve())
      .when(approve())
      .refused('order-decided');
    given(...drafted)
      .when(act(secretary, { type: 'order.approve', body: { orderId: idOf(9) } }))
      .refused('not-found');
  });

  test('is refused when the dispatcher has meanwhile sent the case to one of the recipients', () => {
    given(...drafted, dispatch('ps-market'))
      .when(approve())
      .refused('duplicate-department');
  });
});

describe('declining', () => {
  test('ends the order with a reason; a new one may be drafted', () => {
    const { scene, then } = given(...drafted).when(decline());
    expect(then('order.declined')[0]?.body).toMatchObject({ reason: 'not-needed' });
    expect(scene.subject.timers.find((timer) => timer.clock === 'approve')?.stoppedAt).toBe(scene.now);
    given(...drafted, decline())
      .when(draft('kz-enforcement'))
      .then('order.drafted');
    given(...drafted, decline())
      .when(decline())
      .refused('order-decided');
  });
});

describe('the deputy', () => {
  test('may not decide while the secretary still has time', () => {
    given(...drafted)
      .when(approve(deputy))
      .refused('not-your-order');
    given(...drafted)
      .when(decline(deputy))
      .refused('not-your-order');
  });

  test('is asked in the moment the time runs out, and may decide from then on', () => {
    const scene = referred();
    expect(scene.events.slice(-2).map((event) => event.type)).toEqual(['timer.breached', 'order.referred']);
    const issued = continued(scene, approve(deputy));
    expect(issued.subject.orders[0]).toMatchObject({ state: 'issued', referredAt: expect.any(Number) });
  });

  test('does not take the decision away from the secretary', () => {
    expect(continued(referred(), approve(secretary)).subject.orders[0]?.state).toBe('issued');
  });

  test('the clock goes on until somebody decides', () => {
    expect(
      referred()
        .subject.timers.filter(isRunning)
        .map((timer) => timer.clock),
    ).toContain('approve');
  });
});
