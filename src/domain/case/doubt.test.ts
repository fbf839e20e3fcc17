import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given, idOf } from '../../../tests/support/given.ts';
import { dispatcher, municipal, system } from '../../../tests/support/world.ts';
import { awaitsReview, isDoubted, isWatched } from './case.ts';

const { report, accept, dispatch, sign, contact, resolve, confirm, doubt, followUp, unreached, review } =
  acts;
const resolved = [report(), accept(), dispatch(), sign(), contact(), resolve()];
const confirmed = [...resolved, confirm()];
const closed = [...confirmed, followUp()];
const OTHER = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

describe('a report that comes again after a resolution', () => {
  test('puts that resolution in doubt, with the other case as evidence', () => {
    const { scene, then } = given(...resolved).when(doubt());
    const [event] = then('case.doubted');
    expect(event?.body).toEqual({ doubts: ['reported-again'], againId: OTHER });
    expect(event?.armed).toEqual([]);
    expect(scene.subject.doubts).toEqual(['reported-again']);
    expect(scene.subject.again).toEqual({ caseId: OTHER, at: scene.now, reviewedAt: null, passed: null });
    expect(isDoubted(scene.subject)).toBe(true);
  });

  test('comes beside what spoke against it before', () => {
    const unseen = [report(), accept(), dispatch(), sign(), resolve()];
    expect(after(...unseen).subject).toMatchObject({ doubts: ['no-contact'], again: null });
    expect(after(...unseen, doubt()).subject.doubts).toEqual(['no-contact', 'reported-again']);
  });

  test('is noted once for a resolution, and again for the next one', () => {
    given(...resolved, doubt())
      .when(doubt())
      .refused('already-doubted');
    const again = [...resolved, doubt(), acts.redo()];
    expect(after(...again).subject).toMatchObject({ doubts: [], again: null });
    given(...again, sign(), contact(), resolve(municipal))
      .when(doubt())
      .then('case.doubted');
  });

  test('is about a resolution: there is none while the case is worked on', () => {
    given(report(), accept()).when(doubt()).refused('wrong-state', { state: 'accepted', act: 'case.doubt' });
  });

  test('makes the follow-up that is still to be planned a call', () => {
    expect(after(...resolved, doubt(), confirm()).subject.followup).toMatchObject({
      method: 'call',
      causes: ['doubt'],
    });
  });

  test('makes a follow-up that is already planned a call', () => {
    const { scene, then } = given(...confirmed).when(doubt());
    const [, planned] = then('case.doubted', 'followup.planned');
    expect(planned?.body).toEqual({ method: 'call', causes: ['doubt'] });
    expect(scene.subject.state).toBe('confirmed');
  });

  test('adds nothing to a call that a doubt asks for already', () => {
    given(report(), accept(), dispatch(), sign(), resolve(), confirm()).when(doubt()).then('case.doubted');
  });

  test('keeps the other causes of a call', () => {
    const grave = [report({ words: '欠薪' }), accept(), dispatch(), sign(), contact(), resolve(), confirm()];
    const [, planned] = given(...grave)
      .when(doubt())
      .then('case.doubted', 'followup.planned');
    expect(planned?.body).toEqual({ method: 'call', causes: ['grave', 'doubt'] });
  });
});

describe('the doubt is answered', () => {
  test('by the resident who was reached', () => {
    const scene = after(...confirmed, doubt(), followUp());
    expect(scene.subject.again).toMatchObject({ reviewedAt: scene.now, passed: true });
    expect(isWatched(scene.subject)).toBe(false);
  });

  test('not by a call that reached nobody: the closed case stays in view', () => {
    const { subject } = after(...confirmed, doubt(), unreached());
    expect(subject.state).toBe('closed');
    expect(subject.again).toMatchObject({ reviewedAt: null, passed: null });
    expect(isWatched(subject)).toBe(true);
  });

  test.each([true, false])('by a review after the end, which closes the matter (passed: %s)', (passed) => {
    const { scene, then } = given(...closed, doubt()).when(review(passed));
    then('case.reviewed');
    expect(scene.subject).toMatchObject({ state: 'closed', again: { reviewedAt: scene.now, passed } });
    expect(isWatched(scene.subject)).toBe(false);
    given(...closed, doubt(), review(passed))
      .when(review(true))
      .refused('nothing-to-review');
    given(...closed, doubt(), review(passed))
      .when(doubt())
      .refused('already-doubted');
  });

  test('a case that is over and not in doubt has nothing to review', () => {
    given(...closed)
      .when(review(true))
      .refused('nothing-to-review');
  });

  test('the review of a redo is another one, and leaves the doubt to the resident', () => {
    const redone = [...confirmed, acts.unhappy(), sign(), contact(), resolve()];
    expect(after(...redone).subject.reviewDue).toBe(true);
    const { subject } = after(...redone, doubt(), review(true));
    expect([awaitsReview(subject), isDoubted(subject)]).toEqual([false, true]);
    given(...resolved, doubt())
      .when(review(true))
      .refused('nothing-to-review');
  });

  test('a closed case in doubt is watched, and nobody is asked once more', () => {
    const { scene, then } = given(...closed).when(doubt());
    then('case.doubted');
    const { subject } = scene;
    expect([isWatched(subject), awaitsReview(subject)]).toEqual([true, true]);
  });
});

test('only the watch can put a resolution in doubt', () => {
  const asked = { type: 'case.doubt', body: { againId: idOf(9) } } as const;
  given(...resolved)
    .when(acts.act(dispatcher, asked))
    .refused('not-allowed', { act: 'case.doubt' });
  given(...resolved)
    .when(acts.act(system, asked))
    .then('case.doubted');
});
