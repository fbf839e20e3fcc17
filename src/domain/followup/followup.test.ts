import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued, given, idOf } from '../../../tests/support/given.ts';
import { enforcement, market, resident, supervisor, worker } from '../../../tests/support/world.ts';
import { DEFAULT_POLICY } from '../timer/default-policy.ts';
import type { FollowupCause } from './followup.ts';
import { planFollowup } from './plan.ts';

const { report, accept, dispatch, sign, contact, resolve, confirm, followUp, unhappy, review, redo, act } =
  acts;
const resolved = [report(), accept(), dispatch(), sign(), contact(), resolve()];
const finish = (
  body: Partial<{
    reached: boolean;
    satisfied: boolean | null;
    solved: boolean | null;
    fault: 'department' | 'policy' | null;
  }>,
) => act(worker, { type: 'followup.finish', body: { reached: true, satisfied: null, ...body } });

describe('whom to call', () => {
  const { subject } = after(...resolved);
  const nobody = { ...DEFAULT_POLICY, followup: { ...DEFAULT_POLICY.followup, share: 0 } };
  const plan = (change: object, stars: number | null = 5, policy = nobody) =>
    planFollowup({ ...subject, ...change }, stars, policy).body;

  test.each<[string, object, number | null, FollowupCause[]]>([
    ['nothing asks for it', {}, 5, []],
    ['a dispute', { kind: 'dispute' }, 5, ['dispute']],
    ['a grave word', { warnings: [{ kind: 'grave-word' }] }, 5, ['grave']],
    ['another warning', { warnings: [{ kind: 'surge' }] }, 5, []],
    ['a second round', { leg: 2 }, 5, ['redone']],
    ['a doubt', { doubts: ['too-quick'] }, 5, ['doubt']],
    ['two stars', {}, 2, ['stars']],
    ['three stars', {}, 3, []],
    ['no stars', {}, null, []],
    ['several at once', { kind: 'dispute', leg: 3 }, 1, ['dispute', 'redone', 'stars']],
  ])('%s', (_, change, stars, causes) => {
    expect(plan(change, stars)).toEqual({ method: causes.length > 0 ? 'call' : 'message', causes });
  });

  test('a share of all others, the same each time it is asked', () => {
    const numbers = Array.from({ length: 2_000 }, (_, n) => ({
      number: `PS-210813-${String(n).padStart(4, '0')}`,
    }));
    const called = numbers.filter(
      (one) =>
        plan(one, 5, DEFAULT_POLICY) && JSON.stringify(plan(one, 5, DEFAULT_POLICY)).includes('sample'),
    );
    expect(called.length).toBeGreaterThan(140);
    expect(called.length).toBeLessThan(260);
    const all = { ...DEFAULT_POLICY, followup: { ...DEFAULT_POLICY.followup, share: 1 } };
    expect(plan({}, 5, all)).toEqual({ method: 'call', causes: ['sample'] });
  });

  test('is planned with the confirmation and waits', () => {
    const { scene, then } = given(...resolved).when(confirm());
    then('case.confirmed', 'followup.planned');
    expect(scene.subject.followup).toMatchObject({ plannedAt: scene.now, at: null, reached: null });
  });
});

describe('the answer', () => {
  test('closes the case, and lifts what still stood', () => {
    const grave = [report({ words: '欠薪' }), ...resolved.slice(1), confirm()];
    const { scene, then } = given(...grave).when(followUp());
    then('warning.lifted', 'followup.done');
    expect(scene.subject).toMatchObject({
      state: 'closed',
      fedBackAt: scene.now,
      followup: { at: scene.now, reached: true, satisfied: true, method: 'call', causes: ['grave'] },
    });
  });

  test.each<[string, Parameters<typeof finish>[0], boolean]>([
    ['not solved', { solved: false }, true],
    ['dissatisfied by the department’s fault', { satisfied: false, fault: 'department' }, true],
    ['dissatisfied with the law', { satisfied: false, fault: 'policy' }, false],
    ['dissatisfied, nobody says why', { satisfied: false }, false],
    ['satisfied although there was a fault', { satisfied: true, fault: 'department' }, false],
    ['nobody was reached', { reached: false, solved: false, satisfied: false, fault: 'department' }, false],
  ])('%s: redone %s', (_, body, again) => {
    const { scene, then } = given(...resolved, confirm()).when(finish(body));
    then(...(again ? (['followup.done', 'case.redone'] as const) : (['followup.done'] as const)));
    expect(scene.subject.state).toBe(again ? 'accepted' : 'closed');
    expect(scene.subject.leg).toBe(again ? 2 : 1);
    const over = again ? null : scene.now;
    expect([scene.subject.fedBackAt, scene.subject.closedAt]).toEqual([over, over]);
    expect(scene.subject.doubts).toEqual([]);
  });
});

describe('a redo is reviewed', () => {
  const again = [...resolved, confirm(), unhappy(), sign(), contact(), resolve()];

  test('before the staff may confirm it; the resident may at once', () => {
    given(...again)
      .when(confirm(worker))
      .refused('review-due');
    given(...again)
      .when(confirm(resident))
      .then('case.confirmed', 'followup.planned');
    given(...again, review(true))
      .when(confirm(worker))
      .then('case.confirmed', 'followup.planned');
  });

  test('the resident’s own word settles what was to be reviewed', () => {
    expect(after(...again, confirm(resident)).subject.reviewDue).toBe(false);
  });

  test('what does not pass is done once more, and reviewed again', () => {
    const { scene, then } = given(...again).when(review(false));
    then('case.reviewed', 'case.redone');
    expect(scene.subject).toMatchObject({ state: 'accepted', leg: 3, reviewDue: true });
  });

  test('there is nothing to review of a first resolution, or twice', () => {
    given(...resolved)
      .when(review(true))
      .refused('nothing-to-review');
    given(...again, review(true))
      .when(review(true))
      .refused('nothing-to-review');
  });

  test('a resident’s own redo needs no review, and keeps one that is due', () => {
    expect(after(...resolved, redo()).subject.reviewDue).toBe(false);
    expect(after(...again, redo()).subject.reviewDue).toBe(true);
  });
});

describe('the appeal of a score', () => {
  const scored = [...resolved, confirm()];
  const decide = (contestId: string) =>
    act(supervisor, { type: 'rating.decide', body: { contestId, upheld: true } });

  test('comes from the department that resolved it, once, and a supervisor decides', () => {
    const scene = after(...scored, acts.contest());
    expect(scene.subject.contest).toMatchObject({
      departmentId: 'kz-municipal',
      upheld: null,
      decidedAt: null,
    });
    continued(scene, acts.decideContest(true));
    expect(scene.subject.contest).toMatchObject({ upheld: true, decidedAt: scene.now });
    given(...scored, acts.contest())
      .when(acts.contest())
      .refused('rating-contested');
    given(...scored, acts.contest(), acts.decideContest(false))
      .when(acts.decideContest(true))
      .refused('contest-decided');
    given(...scored, acts.contest())
      .when(decide(idOf(9)))
      .refused('not-found');
    given(...scored)
      .when(decide(idOf(9)))
      .refused('not-found');
  });

  test('is refused to others, and where there is no score', () => {
    given(...scored)
      .when(acts.contest(market))
      .refused('not-found');
    given(...scored)
      .when(acts.contest({ ...enforcement, departmentId: null }))
      .refused('not-found');
    const silent = [...resolved, act(worker, { type: 'case.confirm', body: {} })];
    given(...silent)
      .when(acts.contest())
      .refused('rating-none');
    given(...silent, finish({ satisfied: false }))
      .when(acts.contest())
      .then('rating.contested');
  });
});
