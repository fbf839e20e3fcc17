import { describe, expect, test } from 'vitest';
import {
  accept,
  act,
  approve,
  confirm,
  contact,
  dispatch,
  draft,
  followUp,
  giveBack,
  guide,
  record,
  redo,
  reject,
  report,
  resolve,
  settle,
  sign,
} from '../../../tests/support/acts.ts';
import { after, EVENING, given } from '../../../tests/support/given.ts';
import {
  deputy,
  dispatcher,
  enforcement,
  municipal,
  volunteer,
  worker,
} from '../../../tests/support/world.ts';
import type { Case } from './case.ts';

const MINUTE = 60_000;
const held = [report(), accept(), dispatch()];
const signed = [...held, sign()];

describe('the fourth story: rubbish in 秀新社区', () => {
  test('noticed after 30 minutes, received after 5, resolved the same night, confirmed and fed back', () => {
    const { subject } = after(
      report(),
      accept('municipal.garbage-overflow', 30),
      dispatch('kz-municipal'),
      sign(municipal, 5),
      resolve(),
      confirm(),
      followUp(),
    );
    const since = (at: number | null) => (Number(at) - EVENING) / MINUTE;
    expect(
      [subject.acceptedAt, subject.resolvedAt, subject.confirmedAt, subject.fedBackAt].map(since),
    ).toEqual([30, 96, 97, 98]);
    expect(since(subject.assignments[0]?.signedAt ?? null)).toBe(36);
    expect(subject).toMatchObject({ state: 'closed', closedAt: subject.fedBackAt, stars: 5 });
  });
});

describe('accepting', () => {
  test('classifies, and starts the dispatch and the resolve clock', () => {
    const [event] = given(report()).when(accept('housing.redevelopment')).then('case.accepted');
    expect(event?.body).toEqual({
      matterCode: 'housing.redevelopment',
      kind: 'dispute',
      urgency: 2,
      complexity: 'complex',
      label: '秀新社区',
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['dispatch', 'resolve']);
  });

  test('may name the place, its urgency and its kind', () => {
    const body = {
      matterCode: 'housing.redevelopment',
      urgency: 3,
      kind: 'help',
      label: '东二三巷',
    } as const;
    const { subject } = after(report(), act(dispatcher, { type: 'case.accept', body }));
    expect(subject).toMatchObject({ urgency: 3, kind: 'help', place: { label: '东二三巷' } });
  });

  test('is refused for a matter that the catalogue does not have', () => {
    given(report()).when(accept('no.such')).refused('unknown-matter', { matter: 'no.such' });
  });
});

test('a rejected case is closed, with its reason', () => {
  const [event] = given(report()).when(reject()).then('case.rejected');
  expect(event?.body).toEqual({ reason: 'outside' });
  expect(after(report(), reject()).subject).toMatchObject({ state: 'rejected', closedAt: EVENING + MINUTE });
});

describe('guiding to the community', () => {
  test('names the community of the place and stops the dispatch clock', () => {
    const [event] = given(report(), accept()).when(guide()).then('case.guided');
    expect(event?.body).toEqual({ areaCode: '440310003005' });
  });

  test('happens once, and not while a department holds the case', () => {
    given(report(), accept(), guide()).when(guide()).refused('already-dispatched');
    given(...held)
      .when(guide())
      .refused('already-dispatched');
    given(...held, giveBack())
      .when(guide())
      .then('case.guided');
  });

  test('is refused where the community is not known', () => {
    const scene = after(report(), accept());
    const context = scene.context(dispatcher);
    scene.case = { ...scene.subject, place: { ...scene.subject.place, areaCode: '440310003999' } } as Case;
    expect(scene.ask(context.actor, { type: 'case.guide', body: {} })).toEqual({
      refused: 'unknown-area',
      details: { area: '440310003999' },
    });
  });
});

describe('dispatching', () => {
  test('gives each department its duty with sign and contact clocks', () => {
    const [event] = given(report(), accept())
      .when(dispatch('kz-municipal', 'kz-stability'))
      .then('case.dispatched');
    expect(event?.body).toMatchObject({
      assignments: [
        { departmentId: 'kz-municipal', part: 'lead', state: 'dispatched', orderId: null },
        { departmentId: 'kz-stability', part: 'support' },
      ],
    });
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['sign', 'contact', 'sign', 'contact']);
  });

  test('wants exactly one lead, nobody twice, and nobody from elsewhere', () => {
    const to = (...recipients: { departmentId: string; part: 'lead' | 'support' }[]) =>
      act(dispatcher, { type: 'case.dispatch', body: { recipients } });
    const ready = given(report(), accept());
    ready.when(to({ departmentId: 'kz-municipal', part: 'support' })).refused('no-lead');
    ready
      .when(to({ departmentId: 'kz-municipal', part: 'lead' }, { departmentId: 'ps-market', part: 'lead' }))
      .refused('no-lead');
    ready.when(dispatch('kz-municipal', 'kz-municipal')).refused('duplicate-department');
    ready.when(dispatch('lh-market')).refused('unknown-department', { department: 'lh-market' });
    ready.when(dispatch('no-such')).refused('unknown-department', { department: 'no-such' });
  });

  test('is refused while a department leads, and possible again when only supports are left', () => {
    given(...held)
      .when(dispatch('kz-stability'))
      .refused('already-dispatched');
    const both = [report(), accept(), dispatch('kz-municipal', 'kz-stability')];
    given(...both, giveBack())
      .when(dispatch('kz-stability'))
      .refused('duplicate-department');
    given(...both, giveBack())
      .when(dispatch('kz-enforcement'))
      .then('case.dispatched');
  });
});

describe('resolving', () => {
  test('by the department that holds and has signed for it ends all its duties', () => {
    const both = [report(), accept(), dispatch('kz-municipal', 'kz-stability'), sign()];
    const { scene, then } = given(...both).when(resolve());
    expect(then('case.resolved', 'case.doubted')[0]?.body).toEqual({
      settledBy: null,
      departmentId: 'kz-municipal',
    });
    expect(scene.subject.assignments.map((one) => one.state)).toEqual(['done', 'done']);
  });

  test('is refused to a department that does not hold it, or has not signed', () => {
    given(...signed)
      .when(resolve(enforcement))
      .refused('not-held');
    given(...held)
      .when(resolve())
      .refused('not-signed');
    given(...signed, giveBack())
      .when(resolve())
      .refused('not-held');
  });

  test.each([worker, volunteer])('is open to the community: $doer', (by) => {
    given(report(), accept(), guide()).when(resolve(by)).then('case.resolved');
  });

  test('completes the orders that run and drops the one that still waits for the secretary', () => {
    const ordered = [report(), accept(), draft('kz-enforcement'), approve(), sign(enforcement)];
    const { scene, then } = given(...ordered, draft('kz-stability')).when(resolve(enforcement));
    const [, , , declined] = then('case.resolved', 'case.doubted', 'order.completed', 'order.declined');
    expect(declined?.body).toMatchObject({ reason: 'handled-otherwise' });
    expect(scene.subject.orders.map((order) => order.state)).toEqual(['completed', 'declined']);
  });
});

describe('after it is resolved', () => {
  test('a record says that something took place and by whom, and nothing of what was said', () => {
    const [event] = given(...signed)
      .when(record())
      .then('case.recorded');
    expect(event?.body).toEqual({ recordId: expect.any(String), kind: 'visit' });
    expect(after(...signed, record()).subject.records).toMatchObject([
      { kind: 'visit', byId: 'person-worker' },
    ]);
  });

  test('a confirmation may come without stars', () => {
    const silent = act(deputy, { type: 'case.confirm', body: {} });
    expect(given(settle()).when(silent).then('case.confirmed', 'followup.planned')[0]?.body).toEqual({
      stars: null,
    });
  });

  test('a redo gives it to the last lead again, as a new leg, and the earlier stamps of the end are gone', () => {
    const { scene, then } = given(...signed, contact(), resolve()).when(redo());
    const [event] = then('case.redone');
    expect(event?.armed.map((timer) => [timer.clock, timer.gen])).toEqual([
      ['sign', 1],
      ['contact', 1],
      ['resolve', 2],
    ]);
    expect(scene.subject).toMatchObject({
      state: 'accepted',
      leg: 2,
      resolvedAt: null,
      discoveredAt: EVENING,
    });
    expect(scene.subject.assignments.map((one) => [one.departmentId, one.state])).toEqual([
      ['kz-municipal', 'done'],
      ['kz-municipal', 'dispatched'],
    ]);
  });

  test('a redo of what nobody held waits for the dispatcher', () => {
    const [event] = given(settle()).when(redo()).then('case.redone');
    expect(event?.armed.map((timer) => timer.clock)).toEqual(['dispatch', 'resolve']);
  });

  test('a second round ends like the first, with generations that were never used before', () => {
    const { subject } = after(...signed, resolve(), redo(), sign(), resolve(), confirm(), followUp());
    expect(subject).toMatchObject({ state: 'closed', leg: 2 });
    const confirms = subject.timers.filter((timer) => timer.clock === 'confirm');
    expect(confirms.map((timer) => timer.gen)).toEqual([1, 2]);
  });
});
