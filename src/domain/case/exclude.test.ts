import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, given } from '../../../tests/support/given.ts';
import {
  dispatcher,
  enforcement,
  municipal,
  secretary,
  stability,
  supervisor,
  worker,
  world,
} from '../../../tests/support/world.ts';
import { inView, scopeOf } from '../board/view.ts';
import { candidatesFor } from '../department/suggest.ts';
import { isRunning, timerOf } from '../timer/timer.ts';

const { report, accept, dispatch, draft, approve, exclude, sign, resolve, redo, reassign, split } = acts;
const about = (departmentId: string, more = {}) => report({ excludedDepartmentId: departmentId, ...more });
/** 坑梓街道市政服务部, as a refusal names it. */
const MUNICIPAL = { department: '坑梓街道市政服务部' };
const officers = { areas: [], departments: ['kz-municipal'] };
const streetDispatcher = { ...dispatcher, areas: ['440310003'] };
const cityDispatcher = { ...dispatcher, areas: ['4403'] };
const running = (scene: ReturnType<typeof after>, clock: 'dispatch' | 'sign', id: string): boolean => {
  const timer = timerOf(scene.subject.timers, clock, id);
  return timer !== undefined && isRunning(timer);
};

describe('a report about a department', () => {
  test('is confidential where nothing else was asked for, and is looked at from above before it counts', () => {
    expect(after(about('kz-municipal')).subject).toMatchObject({
      ...{ excludedDepartmentId: 'kz-municipal', mode: 'confidential', reviewDue: true },
    });
    expect(after(about('kz-municipal', { mode: 'named' })).subject.mode).toBe('named');
    expect(after(report()).subject).toMatchObject({ excludedDepartmentId: null, mode: 'named' });
  });

  test('names one that exists', () => {
    given().when(about('no-such')).refused('unknown-department', { department: 'no-such' });
  });
});

describe('the department that a case is about', () => {
  const accepted = [about('kz-municipal'), accept()];

  test.each([
    ['dispatched to', dispatch('kz-municipal')],
    ['dispatched to beside another', dispatch('kz-stability', 'kz-municipal')],
    ['ordered', draft('kz-municipal')],
  ])('is not %s', (_, act) => {
    given(...accepted)
      .when(act)
      .refused('excluded-department', MUNICIPAL);
  });

  test('is not reassigned to, and does not come in beside another', () => {
    const held = [...accepted, dispatch('kz-stability')];
    given(...held)
      .when(reassign('kz-stability', 'kz-municipal'))
      .refused('excluded-department', MUNICIPAL);
    given(...held)
      .when(split('kz-stability', 'kz-municipal'))
      .refused('excluded-department', MUNICIPAL);
  });

  test('is not suggested', () => {
    const { subject } = after(...accepted);
    const matter = world.matters.get('municipal.garbage-overflow');
    const ids = candidatesFor(subject, matter, world.departments.values(), () => ({ load: 0, sign: null }));
    expect(ids.map((one) => one.department.id)).not.toContain('kz-municipal');
    expect(ids).not.toEqual([]);
  });

  test('does not get it again at a redo', () => {
    const done = [report(), accept(), dispatch(), sign(), resolve(), exclude()];
    const { subject } = after(...done, redo());
    expect(subject.assignments.filter((one) => one.endedAt === null && one.doneAt === null)).toEqual([]);
    expect(subject.reviewDue).toBe(true);
  });
});

describe('when it becomes known later', () => {
  test('its duty ends, its clocks stop, the case leaves its sight, and the office is asked for another', () => {
    const before = after(report(), accept(), dispatch(), sign());
    expect(inView(officers, scopeOf(before.subject))).toBe(true);
    const scene = after(report(), accept(), dispatch(), sign(), exclude());
    const [own] = scene.subject.assignments;
    expect(own).toMatchObject({ state: 'withdrawn' });
    expect(running(scene, 'sign', own?.id ?? '')).toBe(false);
    expect(running(scene, 'dispatch', scene.subject.id)).toBe(true);
    expect(inView(officers, scopeOf(scene.subject))).toBe(false);
    expect(scene.subject.mode).toBe('confidential');
  });

  test('what it had finished leaves its sight as well', () => {
    const scene = after(report(), accept(), dispatch(), sign(), resolve(), exclude());
    expect(scopeOf(scene.subject).departments).toEqual([]);
  });

  test('a supporting department ends beside the lead, and nobody is asked for another lead', () => {
    const scene = after(report(), accept(), dispatch('kz-stability', 'kz-municipal'), exclude());
    expect(running(scene, 'dispatch', scene.subject.id)).toBe(false);
    expect(scopeOf(scene.subject).departments).toEqual(['kz-stability']);
  });

  test('a draft that names it falls, and an order that nobody else holds is withdrawn', () => {
    const drafted = [report(), accept(), draft('kz-municipal')];
    expect(after(...drafted, exclude()).subject.orders[0]?.state).toBe('declined');
    expect(after(...drafted, approve(), exclude()).subject.orders[0]?.state).toBe('withdrawn');
  });

  test('an order for which only its signature was missing is responded to', () => {
    const scene = after(
      ...[report(), accept(), draft('kz-enforcement', 'kz-municipal'), approve()],
      ...[sign(enforcement), exclude()],
    );
    expect(scene.subject.orders[0]?.state).toBe('responded');
  });

  test('nothing changes twice, and a department has to exist', () => {
    given(about('kz-municipal')).when(exclude()).refused('nothing-changed');
    given(report()).when(exclude(null)).refused('nothing-changed');
    given(report()).when(exclude('no-such')).refused('unknown-department', { department: 'no-such' });
  });
});

describe('one level up', () => {
  const accepted = [about('kz-municipal'), accept()];

  test('the street does not dispatch what is about its own office; the district does', () => {
    given(...accepted)
      .when({ ...dispatch('kz-stability'), by: streetDispatcher })
      .refused('one-level-up', MUNICIPAL);
    expect(after(...accepted, dispatch('kz-stability')).subject.assignments).toHaveLength(1);
  });

  test('a bureau of the district stands under the command post of its district, and under the city', () => {
    const bureau = [about('ps-market'), accept()];
    expect(after(...bureau, dispatch('kz-stability')).subject.assignments).toHaveLength(1);
    const byCity = { ...dispatch('kz-stability'), by: cityDispatcher };
    expect(after(...bureau, byCity).subject.assignments).toHaveLength(1);
    const foreign = [about('lh-market'), accept()];
    given(...foreign)
      .when(dispatch('kz-stability'))
      .refused('one-level-up', { department: '市场监管局罗湖局' });
  });

  test('a community says that a department is excluded, and only the level above takes it back', () => {
    const community = { ...worker, areas: ['440310003005'] };
    const said = [report(), accept(), exclude('kz-municipal', community)];
    expect(after(...said).subject.excludedDepartmentId).toBe('kz-municipal');
    given(...said)
      .when(exclude(null, community))
      .refused('one-level-up', MUNICIPAL);
    expect(after(...said, exclude(null, supervisor)).subject.excludedDepartmentId).toBeNull();
  });

  test('a community neither orders nor settles it, while the departments at work go on', () => {
    const community = { ...secretary, areas: ['440310003005'] };
    const held = [...accepted, dispatch('kz-stability')];
    given(...held)
      .when(resolve(community))
      .refused('one-level-up', MUNICIPAL);
    given(...held)
      .when({ ...draft('ps-market'), by: { ...worker, areas: ['440310003005'] } })
      .refused('one-level-up', MUNICIPAL);
    expect(after(...held, sign(stability)).subject.assignments[0]?.signedAt).not.toBeNull();
  });

  test('two cases about different departments are not merged', () => {
    given(about('kz-municipal'), accept()).when(acts.merge()).refused('merge-excluded');
  });
});

describe('the officers of the department', () => {
  test('cannot sign a duty that ended with it', () => {
    given(report(), accept(), dispatch(), exclude()).when(sign(municipal)).refused('not-held');
  });
});
