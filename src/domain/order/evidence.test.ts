import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, type Scene } from '../../../tests/support/given.ts';
import { enforcement, market, municipal, world } from '../../../tests/support/world.ts';
import { namesOf } from '../area/names.ts';
import { evidenceOf, type Evidence } from './evidence.ts';

const { report, accept, draft, approve, sign, contact, arrive, giveBack, reassign, resolve } = acts;
const { fireDue, supervise, answer, record, dispatch, recall, suspend } = acts;
const names = namesOf(world);
const drafted = [report(), accept(), draft()];
const issued = [...drafted, approve()];

function evidence({ events, subject, now }: Scene): Evidence {
  const found = evidenceOf(events, subject.orders[0]?.number ?? '', names, now);
  if (!found) throw new Error('the log holds no order');
  return found;
}
const typesIn = (scene: Scene): string[] => evidence(scene).lines.map(({ type }) => type);
/** sign in-time 5 min · … of the recipient that is the nth. */
const results = (scene: Scene, n = 0): string[] =>
  (evidence(scene).recipients[n]?.clocks ?? []).map(({ clock, result, tookMs }) =>
    [clock, result, ...(tookMs === null ? [] : [tookMs / 60_000])].join(' '),
  );

describe('the facts of an order', () => {
  test('are those of the order and of its duties, in their order, and nothing else of the case', () => {
    const scene = after(...issued, sign(enforcement), record(), sign(market), contact(enforcement));
    expect(typesIn(scene)).toEqual([
      'order.drafted',
      'order.issued',
      'assignment.signed',
      'assignment.signed',
      'order.responded',
      'assignment.contacted',
    ]);
    const { lines } = evidence(scene);
    expect(lines[2]).toMatchObject({ by: { role: 'officer' }, at: scene.events[lines[2]!.version - 1]!.at });
    expect(lines[2]?.zh).toContain('坑梓街道执法队签收');
    expect(lines[2]?.en).toMatch(/kz-enforcement .*signed/i);
  });

  test('hold its clocks and its supervisions, and those of its duties', () => {
    const order = acts.supervise('yellow', ({ orders }) => ({
      target: 'order',
      targetId: orders[0]?.id ?? '',
    }));
    const scene = after(...issued, fireDue('sign', 'amber'), fireDue('sign', 'red'), order, supervise());
    const types = typesIn(scene).slice(2);
    expect(types).toEqual(['timer.warned', 'timer.breached', 'supervision.opened', 'supervision.opened']);
    expect(typesIn(after(...issued, order, answer(enforcement))).slice(2)).toEqual([
      'supervision.opened',
      'supervision.answered',
    ]);
  });

  test('follow a duty to the department that it was passed on to', () => {
    const scene = after(...issued, reassign('ps-market', 'kz-municipal'), sign(municipal));
    expect(typesIn(scene).slice(2)).toEqual(['assignment.reassigned', 'assignment.signed']);
    expect(evidence(scene).recipients.map(({ departmentId, state }) => [departmentId, state])).toEqual([
      ['kz-enforcement', 'dispatched'],
      ['ps-market', 'reassigned'],
      ['kz-municipal', 'signed'],
    ]);
  });

  test('leave out the duties that came without the order, and an order of another number', () => {
    const scene = after(report(), accept(), dispatch('kz-municipal'), sign());
    expect(evidenceOf(scene.events, 'PS-L210813-099', names, scene.now)).toBeUndefined();
  });
});

describe('the clocks of a recipient', () => {
  test('do not run before the order is issued', () => {
    expect(evidence(after(...drafted)).recipients).toEqual([
      { departmentId: 'kz-enforcement', part: 'lead', state: null, clocks: [] },
      { departmentId: 'ps-market', part: 'support', state: null, clocks: [] },
    ]);
  });

  test('say what was done in time and what late, after how long, and what still runs', () => {
    const scene = after(...issued, sign(enforcement), arrive(enforcement, 120));
    expect(results(scene)).toEqual([
      'sign in-time 5',
      'contact overdue',
      'arrive late 125',
      'resolve running',
    ]);
    expect(results(scene, 1)).toEqual([
      'sign overdue',
      'contact overdue',
      'arrive overdue',
      'resolve running',
    ]);
  });

  test('end with the duty: what was left undone then is neither in time nor late', () => {
    const gone = 'sign ended';
    expect(results(after(...issued, giveBack(market)), 1)[0]).toBe(gone);
    expect(results(after(...issued, recall()))[0]).toBe(gone);
    const scene = after(...issued, sign(enforcement), contact(enforcement), resolve(enforcement));
    expect(results(scene)).toEqual([
      'sign in-time 5',
      'contact in-time 10',
      'arrive ended',
      'resolve in-time 73',
    ]);
    expect(results(scene, 1)).toEqual([gone, 'contact ended', 'arrive ended', 'resolve in-time 73']);
  });

  test('rest with the case', () => {
    const scene = after(...issued, sign(enforcement), suspend());
    expect(results(scene)).toEqual([
      'sign in-time 5',
      'contact resting',
      'arrive resting',
      'resolve resting',
    ]);
  });

  test('belong to the round in which the duty was held', () => {
    const first = [...issued, sign(enforcement), contact(enforcement), resolve(enforcement)];
    const before = results(after(...first));
    expect(results(after(...first, acts.redo()))).toEqual(before);
  });
});
