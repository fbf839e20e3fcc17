import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import { after, continued } from '../../../tests/support/given.ts';
import { deputy, enforcement, market, officerOf, system, worker } from '../../../tests/support/world.ts';
import { firingsOf, isRunning, type Timer } from './timer.ts';

const { report, accept, dispatch, sign, contact, arrive, resolve, draft, approve, supervise } = acts;
const dispatched = [report(), accept(), dispatch()];
const ordered = [report(), accept(), draft('kz-enforcement'), approve()];
const resolved = [...dispatched, sign(), resolve()];

const split = [...dispatched, acts.split('kz-municipal', 'ps-market')];
const twofold = [report(), accept(), draft('kz-enforcement', 'ps-market'), approve()];
const returned = [
  ...dispatched,
  acts.giveBack(),
  dispatch('kz-stability'),
  acts.giveBack(officerOf('kz-stability')),
];
const deputised = [
  report(),
  accept(),
  draft('kz-municipal'),
  acts.fireDue('approve', 'amber'),
  acts.fireDue('approve', 'red'),
  approve(deputy),
];

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
  ['an unhappy answer', [...resolved, acts.confirm()], acts.unhappy(), 'contact resolve sign', 'feedback'],
  ['finish a part', [...split, sign(market)], acts.finish(market), '', 'contact'],
  ['finish a part of an order', [...twofold, sign(market)], acts.finish(market), '', 'arrive contact'],
  ['split', dispatched, acts.split('kz-municipal', 'ps-market'), 'contact sign', ''],
  ['arbitrate', returned, acts.arbitrate(), 'contact sign', 'dispatch'],
  ['suspend', dispatched, acts.suspend(), 'suspend', ''],
  ['withdraw', [...dispatched, sign()], acts.withdraw(), '', 'contact resolve'],
  ['merge', [report(), accept()], acts.merge(), '', 'dispatch resolve'],
  ['take another in', dispatched, acts.absorb(), '', ''],
  ['supervise', dispatched, supervise(), 'supervise', ''],
  ['answer', [...dispatched, supervise()], acts.answer(), '', 'supervise'],
  ['lift a supervision', [...dispatched, supervise()], acts.liftSupervision(), '', 'supervise'],
  ['ratify', deputised, acts.ratify(), '', 'ratify'],
  ['withdraw an order', ordered, acts.recall(), 'dispatch', 'arrive contact sign'],
  ['withdraw a draft', [report(), accept(), draft()], acts.recall(), '', 'approve'],
  // What is owed about a case goes on beside its own clocks.
  ['accept under supervision', [report(), supervise()], accept(), 'dispatch resolve', 'accept'],
  [
    'resolve under supervision',
    [...dispatched, sign(), supervise()],
    resolve(),
    'confirm',
    'contact resolve',
  ],
  ['confirm under supervision', [...resolved, supervise()], acts.confirm(), 'feedback', 'confirm'],
  ['redo under supervision', [...resolved, supervise()], acts.redo(), 'contact resolve sign', 'confirm'],
  [
    'resolve before the order is ratified',
    [...deputised, sign()],
    resolve(),
    'confirm',
    'arrive contact resolve',
  ],
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
  const over = (timers: Timer[]) => timers.filter((timer) => !isRunning(timer));
  expect(over(subject.timers).filter((timer) => !ended.includes(timer))).toEqual(over(before));
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

describe('a firing marks the run that it was for', () => {
  const marks = (timers: Timer[]) =>
    timers.flatMap((timer) =>
      (timer.amberFiredAt ?? timer.redFiredAt)
        ? [`${timer.clock} ${timer.subject.slice(-3)} ${timer.gen}`]
        : [],
    );
  const both = [report(), accept(), dispatch('kz-municipal', 'ps-market')];

  test.each(['amber', 'red'] as const)('%s: neither another clock of the duty nor another duty', (step) => {
    const scene = after(...both);
    const second = acts.dutyOf(scene.subject, 'ps-market');
    const firing = { clock: 'sign', subject: second, gen: 1, step, fireAt: scene.now } as const;
    continued(scene, acts.act(system, acts.fire(firing)));
    expect(marks(scene.subject.timers)).toEqual([`sign ${second.slice(-3)} 1`]);
  });

  test('not the run of an earlier leg', () => {
    const scene = after(...resolved, acts.redo(), acts.fireDue('resolve', 'amber'));
    const legs = scene.subject.timers.filter((timer) => timer.clock === 'resolve');
    expect(legs.map((timer) => timer.amberFiredAt !== null)).toEqual([false, true]);
  });

  test('an escalation marks its own step and leaves the chain as it was', () => {
    const scene = after(...both, acts.fireDue('sign', 'red'));
    const chain = () => scene.subject.timers.find((timer) => timer.redFiredAt !== null)?.escalations ?? [];
    const before = chain();
    continued(scene, acts.fireDue('sign', 'escalate-1'));
    expect(chain()).toEqual(before.map((one, n) => (n === 1 ? { ...one, firedAt: scene.now } : one)));
  });
});

test('an unmerged case takes its own last run up again, and hides no earlier leg', () => {
  const scene = after(...resolved, acts.redo(), sign(), acts.giveBack(), acts.merge(), acts.unmerge());
  const runs = (clock: string) =>
    scene.subject.timers
      .filter((timer) => timer.clock === clock)
      .map((timer) => [timer.gen, isRunning(timer)]);
  expect(runs('resolve')).toEqual([
    [1, false],
    [3, true],
  ]);
  // The dispatcher's clock begins anew: each earlier wait stays what it was.
  expect(runs('dispatch')).toEqual([
    [1, false],
    [2, false],
    [3, true],
  ]);
});

test('while a case rests nothing fires but the end of the rest and what is owed about it', () => {
  const scene = after(...deputised, supervise(), acts.suspend());
  const waiting = new Set(firingsOf(scene.subject.timers).map((one) => one.clock));
  expect([...waiting].sort()).toEqual(['ratify', 'supervise', 'suspend']);
  const duty = acts.dutyOf(scene.subject, 'kz-municipal');
  const asked = acts.fire({ clock: 'sign', subject: duty, gen: 1, step: 'red', fireAt: scene.now });
  expect(scene.ask(system, asked)).toEqual([]);
});
