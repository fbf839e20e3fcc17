import { expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued } from '../../../tests/support/given.ts';
import { enforcement, worker } from '../../../tests/support/world.ts';
import { isRunning, type Timer } from './timer.ts';

const { report, accept, dispatch, sign, contact, arrive, resolve, draft, approve } = acts;
const dispatched = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-enforcement'), approve()];
const resolved = [...dispatched, sign(), resolve()];

const clocks = (timers: Timer[]): string[] => timers.map((timer) => timer.clock).sort();
const key = (timer: Timer): string => `${timer.clock}:${timer.subject}:${timer.gen}`;

/** Which clocks each act starts and which it stops, as domain.md §4 has them. */
test.each<[string, acts.Act[], acts.Act, string, string]>([
  ['report', [], report(), 'accept', ''],
  ['settle', [], acts.settle(), 'confirm', ''],
  ['accept', [report()], accept(), 'dispatch resolve', 'accept'],
  ['reject', [report()], acts.reject(), '', 'accept'],
  ['guide', [report(), accept()], acts.guide(), '', 'dispatch'],
  ['dispatch', [report(), accept()], dispatch(), 'contact sign', 'dispatch'],
  ['sign', dispatched, sign(), '', 'sign'],
  ['contact', [...dispatched, sign()], contact(), '', 'contact'],
  ['arrive', [...ordered, sign(enforcement)], arrive(enforcement), '', 'arrive'],
  ['return', ordered, acts.giveBack(enforcement), 'dispatch', 'arrive contact sign'],
  [
    'reassign',
    ordered,
    acts.reassign('kz-enforcement', 'ps-market'),
    'arrive contact sign',
    'arrive contact sign',
  ],
  ['draft', [report(), accept()], draft(), 'approve', ''],
  [
    'approve',
    [report(), accept(), draft('kz-enforcement')],
    approve(),
    'arrive contact sign',
    'approve dispatch',
  ],
  ['decline', [report(), accept(), draft()], acts.decline(), '', 'approve'],
  ['record', dispatched, acts.record(), '', ''],
  ['ask for an extension', [...dispatched, sign()], acts.askExtension(), '', ''],
  ['decline an extension', [...dispatched, sign(), acts.askExtension()], acts.decideExtension(false), '', ''],
  ['resolve', [...dispatched, sign()], resolve(), 'confirm', 'contact resolve'],
  [
    'resolve over a draft',
    [report(), accept(), draft()],
    resolve(worker),
    'confirm',
    'approve dispatch resolve',
  ],
  ['confirm', resolved, acts.confirm(), 'feedback', 'confirm'],
  ['redo', resolved, acts.redo(), 'contact resolve sign', 'confirm'],
  ['follow up', [...resolved, acts.confirm()], acts.followUp(), '', 'feedback'],
])('%s: what starts and what stops', (_, history, act, started, stopped) => {
  const scene = after(...history);
  const before = scene.case?.timers ?? [];
  const { subject, now } = continued(scene, act);
  const fresh = subject.timers.filter((timer) => !before.some((old) => key(old) === key(timer)));
  const ended = subject.timers.filter((timer) =>
    before.some((old) => key(old) === key(timer) && isRunning(old) && !isRunning(timer)),
  );
  expect(clocks(fresh).join(' ')).toBe(started);
  expect(clocks(ended).join(' ')).toBe(stopped);
  expect(fresh.every((timer) => timer.startAt === now)).toBe(true);
  expect(ended.every((timer) => timer.stoppedAt === now)).toBe(true);
});

test('granting an extension puts the longer timer in the place of the running one', () => {
  const before = after(...dispatched, sign(), acts.askExtension());
  const count = before.subject.timers.length;
  const { subject } = continued(before, acts.decideExtension(true));
  expect(subject.timers).toHaveLength(count);
  expect(subject.timers.filter((timer) => timer.clock === 'resolve').map((timer) => timer.gen)).toEqual([2]);
});

test('a redo does not hide that the first leg was late', () => {
  const scene = after(...dispatched, sign());
  scene.now += 5 * 86_400_000;
  continued(scene, resolve(), acts.redo());
  const legs = scene.subject.timers.filter((timer) => timer.clock === 'resolve');
  expect(legs.map((timer) => [timer.gen, timer.stoppedAt !== null && timer.stoppedAt > timer.dueAt])).toEqual(
    [
      [1, true],
      [2, false],
    ],
  );
});
