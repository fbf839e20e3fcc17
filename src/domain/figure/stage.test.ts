import { describe, expect, test } from 'vitest';
import {
  accept,
  act,
  approve,
  dispatch,
  draft,
  giveBack,
  report,
  resolve,
  sign,
} from '../../../tests/support/acts.ts';
import { after, EVENING } from '../../../tests/support/given.ts';
import { worker } from '../../../tests/support/world.ts';
import { clockOf, spansOf, STAGES } from './stage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const results = (scene: ReturnType<typeof after>, at = scene.now) =>
  Object.fromEntries(spansOf(scene.subject, at).map(({ stage, result }) => [stage, result]));

describe('the stages of a case', () => {
  test('are the clocks that a leader reads, resolution apart by complexity', () => {
    const simple = after(report(), accept(), dispatch());
    expect(Object.keys(results(simple)).sort()).toEqual(['accept', 'contact', 'resolve-simple', 'sign']);
    const complex = after(report(), accept('housing.redevelopment'));
    expect(results(complex)).toEqual({ accept: 'in-time', 'resolve-complex': 'pending' });
    expect(STAGES.map(clockOf).join(' ')).toBe('accept approve sign contact arrive resolve resolve feedback');
  });

  test('carry the department whose clock it was, the limit, and the moment of amber', () => {
    const scene = after(report(), accept(), dispatch());
    expect(spansOf(scene.subject, scene.now).find(({ stage }) => stage === 'sign')).toMatchObject({
      ...{ departmentId: 'kz-municipal', startAt: scene.now, amberAt: scene.now + 5 * MINUTE },
      limit: { amount: 10, unit: 'minute' },
    });
  });

  test('turn from pending to overdue by time alone', () => {
    const scene = after(report(), accept(), dispatch());
    expect(results(scene, scene.now + 10 * MINUTE).sign).toBe('pending');
    expect(results(scene, scene.now + 10 * MINUTE + 1).sign).toBe('overdue');
  });

  test('look back: what came later has not happened', () => {
    const scene = after(report(), accept(), dispatch(), sign());
    expect(results(scene).sign).toBe('in-time');
    expect(results(scene, scene.now - 1).sign).toBe('pending');
    const before = spansOf(scene.subject, scene.now - 1).find(({ stage }) => stage === 'sign');
    expect(before).toMatchObject({ stoppedAt: null, fulfilled: false });
    expect(results(scene, EVENING)).toEqual({ accept: 'pending' });
  });

  test('what was given back in time counts for nobody', () => {
    expect(results(after(report(), accept(), dispatch(), giveBack())).sign).toBe('left');
  });

  test('an order that the end of the case made needless was decided by nobody', () => {
    const scene = after(report(), accept(), draft(), act(worker, resolve(worker).command, 2));
    expect(results(scene).approve).toBe('left');
    expect(results(after(report(), accept(), draft(), approve())).approve).toBe('in-time');
  });

  test('of a resolution count from acceptance, whoever held it', () => {
    const scene = after(report(), accept(), dispatch(), sign(), resolve());
    const run = spansOf(scene.subject, scene.now).find(({ stage }) => stage === 'resolve-simple');
    expect(run).toMatchObject({ departmentId: 'kz-municipal', result: 'in-time' });
    expect((run?.stoppedAt ?? 0) - (run?.startAt ?? 0)).toBe(HOUR + 6 * MINUTE);
  });
});
