import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, EVENING, given, idOf } from '../../../tests/support/given.ts';
import {
  deputy,
  enforcement,
  market,
  secretary,
  SEA,
  worker,
  world,
  XIUXIN,
} from '../../../tests/support/world.ts';
import { isRunning, timerOf } from '../timer/timer.ts';
import { fillTemplate, templatesFor, type OrderTemplate } from './template.ts';

const { report, accept, act, draft, approve, dispatch, sign, recall, ratify, fireDue } = acts;
const accepted = [report(), accept()];
const DRAFTED = EVENING + 31 * 60_000;
const drafting = (more: object) =>
  act(worker, { type: 'order.draft', body: { recipients: acts.recipientsOf('kz-enforcement'), ...more } });

describe('time and place of an order', () => {
  test('an agreed instant is when the recipients must be there', () => {
    const onSiteAt = DRAFTED + 90 * 60_000;
    const { subject } = after(...accepted, drafting({ onSiteAt }), approve());
    expect(subject.orders[0]).toMatchObject({ onSiteAt });
    expect(timerOf(subject.timers, 'arrive', subject.assignments[0]?.id ?? '')?.dueAt).toBe(onSiteAt);
  });

  test('an instant that has nearly come still leaves a minute', () => {
    const scene = after(...accepted, drafting({ onSiteAt: DRAFTED + 60_000 }), approve());
    const timer = timerOf(scene.subject.timers, 'arrive', scene.subject.assignments[0]?.id ?? '');
    expect(timer?.dueAt).toBe(scene.now + 60_000);
  });

  test('must be to come, in this city, and the place’s name holds no number', () => {
    given(...accepted)
      .when(drafting({ onSiteAt: DRAFTED }))
      .refused('on-site-past');
    given(...accepted)
      .when(drafting({ meeting: { ...SEA, label: '码头' } }))
      .refused('outside-area');
    const meeting = { ...XIUXIN, label: '居委会 13812345678' };
    const { subject } = after(...accepted, drafting({ meeting }));
    expect(subject.orders[0]?.meeting).toEqual({ ...XIUXIN, label: '居委会 ＊＊＊' });
    expect(after(...accepted, drafting({})).subject.orders[0]).toMatchObject({
      meeting: null,
      onSiteAt: null,
      templateId: null,
    });
  });
});

describe('a template', () => {
  const template = (id: string, more: Partial<OrderTemplate> = {}): OrderTemplate => ({
    ...{ id, name: id, nameEn: id, areaCode: '4403', matterCodes: [], recipients: [], onSiteWithinMin: 45 },
    ...{ requirement: '到场。', ...more },
  });

  test('must exist', () => {
    given(...accepted)
      .when(drafting({ templateId: 'no-such' }))
      .refused('unknown-template', { template: 'no-such' });
    expect(after(...accepted, drafting({ templateId: 'stalls' })).subject.orders[0]?.templateId).toBe(
      'stalls',
    );
  });

  test('is offered where it is for, those of the matter first', () => {
    const all = [
      template('general'),
      template('waste', { matterCodes: ['municipal.garbage-overflow'] }),
      template('wages', { matterCodes: ['labour.unpaid-wages'] }),
      template('elsewhere', { areaCode: '440303' }),
    ];
    const ids = (matter: string | null) => templatesFor(all, matter, '440310003005').map((one) => one.id);
    expect(ids('municipal.garbage-overflow')).toEqual(['waste', 'general']);
    expect(ids(null)).toEqual(['general']);
  });

  test('is filled with the departments of the place, and says which kind there is none of', () => {
    const recipients = [
      { kind: 'enforcement', part: 'lead' },
      { kind: 'market-regulation', part: 'support' },
      { kind: 'fire', part: 'support' },
    ] as const;
    const filled = fillTemplate(
      template('x', { recipients: [...recipients] }),
      [...world.departments.values()],
      '440310003005',
    );
    expect(filled).toEqual({
      ...{ templateId: 'x', onSiteWithinMin: 45, requirement: '到场。', missingKinds: ['fire'] },
      recipients: [
        { departmentId: 'kz-enforcement', part: 'lead' },
        { departmentId: 'ps-market', part: 'support' },
      ],
    });
  });
});

describe('what the deputy has issued', () => {
  const byDeputy = () => {
    const scene = after(...accepted, draft());
    continued(scene, fireDue('approve', 'amber'));
    scene.now = (timerOf(scene.subject.timers, 'approve', scene.subject.orders[0]?.id ?? '')?.dueAt ?? 0) + 1;
    return continued(scene, fireDue('approve', 'red'), approve(deputy));
  };

  test('the secretary confirms afterwards, within a clock of its own', () => {
    const scene = byDeputy();
    const orderId = scene.subject.orders[0]?.id ?? '';
    expect(scene.subject.orders[0]).toMatchObject({ byDeputy: true, confirmedAt: null });
    expect(timerOf(scene.subject.timers, 'ratify', orderId)).toMatchObject({ stoppedAt: null });
    const body = { orderId };
    expect(scene.ask(deputy, { type: 'order.confirm', body })).toEqual({
      refused: 'not-your-order',
      details: {},
    });
    continued(scene, ratify());
    expect(scene.subject.orders[0]).toMatchObject({ confirmedAt: scene.now });
    expect(timerOf(scene.subject.timers, 'ratify', orderId)?.stoppedAt).toBe(scene.now);
    expect(scene.ask(secretary, { type: 'order.confirm', body })).toEqual({
      refused: 'nothing-to-confirm',
      details: {},
    });
  });

  test('an order of the secretary needs none', () => {
    given(...accepted, draft(), approve())
      .when(ratify())
      .refused('nothing-to-confirm');
    given(...accepted)
      .when(act(secretary, { type: 'order.confirm', body: { orderId: idOf(9) } }))
      .refused('not-found');
    expect(after(...accepted, draft(), approve()).subject.orders[0]?.byDeputy).toBe(false);
  });

  test('goes on waiting for it when the case is resolved', () => {
    const scene = continued(byDeputy(), sign(enforcement), acts.resolve(enforcement));
    expect(
      scene.subject.timers
        .filter(isRunning)
        .map((timer) => timer.clock)
        .sort(),
    ).toEqual(['confirm', 'ratify']);
  });
});

describe('withdrawing an order', () => {
  const ordered = [...accepted, draft('kz-enforcement', 'ps-market'), approve()];

  test('ends the duties that came with it, and asks the dispatcher again', () => {
    const { scene, then } = given(...ordered, sign(market)).when(recall());
    const [event] = then('order.withdrawn');
    expect(event?.body).toMatchObject({
      reason: 'settled',
      assignmentIds: scene.subject.assignments.map((one) => one.id),
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['dispatch']);
    expect(scene.subject.orders[0]).toMatchObject({ state: 'withdrawn', withdrawnAt: scene.now });
    expect(scene.subject.assignments.map((one) => one.state)).toEqual(['withdrawn', 'withdrawn']);
    expect(
      scene.subject.timers
        .filter(isRunning)
        .map((timer) => timer.clock)
        .sort(),
    ).toEqual(['dispatch', 'resolve']);
  });

  test('leaves what others have in hand', () => {
    const both = [...accepted, dispatch('kz-municipal'), draft('kz-enforcement'), approve()];
    const [event] = given(...both)
      .when(recall())
      .then('order.withdrawn');
    expect(event?.armed).toEqual([]);
    expect(after(...both, recall()).subject.assignments.map((one) => one.state)).toEqual([
      'dispatched',
      'withdrawn',
    ]);
  });

  test('is possible for a draft, and stops its clock', () => {
    const scene = after(...accepted, draft(), recall());
    expect(
      scene.subject.timers
        .filter(isRunning)
        .map((timer) => timer.clock)
        .sort(),
    ).toEqual(['dispatch', 'resolve']);
    expect(scene.events.at(-1)?.body).toMatchObject({ assignmentIds: [] });
  });

  test('is refused to the deputy, twice, and for what does not exist', () => {
    given(...ordered)
      .when(recall(deputy))
      .refused('not-your-order');
    given(...ordered, recall())
      .when(recall())
      .refused('order-ended');
    given(...accepted, draft(), acts.decline())
      .when(recall())
      .refused('order-ended');
    given(...accepted)
      .when(recall())
      .refused('not-found');
  });
});
