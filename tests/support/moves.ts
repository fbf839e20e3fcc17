import fc from 'fast-check';
import type { Case } from '#domain/case/case.ts';
import { ACTS, mayDo, possibleIn, type ActName } from '#domain/case/act.ts';
import type { Actor } from '#domain/context.ts';
import { firingsOf, type Firing } from '#domain/timer/timer.ts';
import { fire, recipientsOf, type Asked } from './acts.ts';
import type { Scene } from './given.ts';
import * as world from './world.ts';

/** Words and contacts that must never be seen again: whatever the domain lets out is searched for them. */
export const CANARIES = [
  '金丝雀原话',
  '金丝雀姓名',
  '13912345678',
  '金丝雀结果',
  '金丝雀记录',
  '金丝雀要求',
  '金丝雀理由',
];

const { deputy, dispatcher, enforcement, leader, market, municipal, partner } = world;
const { resident, secretary, stability, supervisor, system, volunteer, worker } = world;
const OFFICERS = [municipal, enforcement, stability, market];
const ACTORS = [
  ...OFFICERS,
  ...[dispatcher, worker, secretary, deputy, supervisor, volunteer, resident, partner, leader],
];
const DEPARTMENTS = ['kz-municipal', 'kz-enforcement', 'kz-stability', 'ps-market', 'lh-market', 'no-such'];
const NAMES = (Object.keys(ACTS) as ActName[]).filter((name) => name !== 'timer.fire');

/** One step of a random life: somebody tries something after a while, or an old firing comes back. */
export interface Move {
  act: number;
  who: number;
  pick: number;
  minutes: number;
  /** Act and doer are drawn from everything instead of from what the table allows. */
  wild: boolean;
  echo: boolean;
}

export const moves = (least: number, most: number): fc.Arbitrary<Move[]> =>
  fc.array(
    fc.record({
      act: fc.nat(1000),
      who: fc.nat(1000),
      pick: fc.nat(1000),
      minutes: fc.oneof(
        { weight: 8, arbitrary: fc.nat(8) },
        { weight: 2, arbitrary: fc.nat(300) },
        { weight: 1, arbitrary: fc.nat(20_000) },
      ),
      wild: fc.nat(9).map((n) => n === 0),
      echo: fc.nat(9).map((n) => n === 0),
    }),
    { minLength: least, maxLength: most },
  );

const at = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const ID = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

/** Duties are acted on more often than cases are ended, or few lives would come far. */
const weightOf = (name: ActName): number => {
  if (name === 'case.resolve' || name === 'case.reject' || name === 'case.settle') return 1;
  return name.startsWith('assignment.') ? 6 : 3;
};
const WEIGHED = NAMES.flatMap((name) => Array<ActName>(weightOf(name)).fill(name));

function actOf({ act, wild }: Move, subject: Case | undefined): ActName {
  const possible = WEIGHED.filter((name) => possibleIn(name, subject?.state ?? 'none'));
  return at(wild || possible.length === 0 ? NAMES : possible, act);
}

/** An officer mostly acts on what his own department was given. */
function doerOf(name: ActName, move: Move, subject: Case | undefined): Actor {
  if (move.wild) return at(ACTORS, move.who);
  const holders = OFFICERS.filter((officer) =>
    subject?.assignments.some((one) => one.departmentId === officer.departmentId),
  );
  const able = (holders.length > 0 ? [...holders, ...ACTORS.slice(4)] : ACTORS).filter((actor) =>
    mayDo(name, actor.doer),
  );
  return at(able.length > 0 ? able : ACTORS, move.who);
}

function recipientsFor(pick: number) {
  const first = pick % DEPARTMENTS.length;
  const count = 1 + (pick % 3);
  return recipientsOf(...[0, 1, 2].slice(0, count).map((n) => at(DEPARTMENTS, first + n * (1 + (pick % 2)))));
}

function assignmentFor(subject: Case | undefined, actor: Actor, pick: number): string {
  const own = subject?.assignments.filter((one) => one.departmentId === actor.departmentId) ?? [];
  const candidates = own.length > 0 && pick % 10 > 0 ? own : (subject?.assignments ?? []);
  return (pick % 4 > 0 ? candidates.at(-1) : candidates[pick % (candidates.length || 1)])?.id ?? ID;
}

const contact = { name: CANARIES[1], phone: CANARIES[2] };
const words = (pick: number): string => `${CANARIES[0]}${pick % 4 === 0 ? '，欠薪三个月' : ''}`;
const matterFor = (pick: number): string => at([...world.world.matters.keys(), 'no.such'], pick >> 2);
const pointFor = (pick: number) => (pick % 20 === 0 ? world.SEA : world.XIUXIN);

/** The command of a move; the pick decides every detail, so that a failing run shrinks and can be repeated. */
function commandOf(name: ActName, pick: number, subject: Case | undefined, actor: Actor): Asked {
  const assignmentId = assignmentFor(subject, actor, pick);
  const orderId = subject?.orders.at(-(1 + (pick % 5 === 0 ? 1 : 0)))?.id ?? ID;
  const report = { words: words(pick), contact, point: pointFor(pick), label: CANARIES[0] };
  switch (name) {
    case 'case.report':
      return {
        type: name,
        body: { ...report, label: actor === resident ? CANARIES[0] : undefined, channel: 'wechat' },
      };
    case 'case.settle':
      return {
        type: name,
        body: {
          ...report,
          label: undefined,
          channel: 'grid',
          matterCode: matterFor(pick),
          outcome: CANARIES[3] ?? '',
        },
      };
    case 'case.accept':
      return {
        type: name,
        body: { matterCode: matterFor(pick), urgency: at([1, 2, 3, undefined] as const, pick) },
      };
    case 'case.reject':
      return { type: name, body: { reason: 'outside' } };
    case 'case.guide':
      return { type: name, body: {} };
    case 'case.dispatch':
      return { type: name, body: { recipients: recipientsFor(pick) } };
    case 'case.record':
      return { type: name, body: { kind: 'visit', text: CANARIES[4] ?? '' } };
    case 'case.resolve':
      return { type: name, body: { outcome: CANARIES[3] ?? '' } };
    case 'case.confirm':
      return { type: name, body: pick % 2 === 0 ? { stars: 4 } : {} };
    case 'case.redo':
      return { type: name, body: { words: CANARIES[0] } };
    case 'followup.finish':
      return { type: name, body: { reached: pick % 2 === 0, satisfied: null } };
    case 'assignment.sign':
    case 'assignment.contact':
    case 'assignment.arrive':
      return { type: name, body: { assignmentId } };
    case 'assignment.return':
      return { type: name, body: { assignmentId, reason: 'not-ours' } };
    case 'assignment.reassign':
      return { type: name, body: { assignmentId, departmentId: at(DEPARTMENTS, pick), reason: 'load' } };
    case 'order.draft':
      return { type: name, body: { recipients: recipientsFor(pick), requirement: CANARIES[5] } };
    case 'order.approve':
      return { type: name, body: { orderId } };
    case 'order.decline':
      return { type: name, body: { orderId, reason: 'not-needed' } };
    case 'extension.request':
      return { type: name, body: { workdays: 1 + (pick % 15), reason: CANARIES[6] ?? '' } };
    case 'extension.decide':
      return {
        type: name,
        body: { extensionId: subject?.extensions.at(-1)?.id ?? ID, granted: pick % 2 === 0 },
      };
    case 'timer.fire':
      throw new Error('timers are fired by the sweep');
  }
}

/** What happens at each step, for a test to watch. */
export interface Watch {
  asked: (actor: Actor, asked: Asked) => void;
}

/**
 * Plays a move: time passes, what is due fires in order, each once, as the sweep would; now and then a
 * firing of the past comes once more; then somebody acts.
 */
export function play(scene: Scene, move: Move, past: Firing[], watch: Watch): void {
  const until = scene.now + move.minutes * 60_000;
  for (let due = dueBy(scene, until); due; due = dueBy(scene, until)) {
    scene.now = Math.max(scene.now, due.fireAt);
    attempt(scene, system, fire(due), watch);
  }
  scene.now = until;
  if (move.echo && past.length > 0) attempt(scene, system, fire(at(past, move.pick)), watch);
  past.push(...firingsOf(scene.case?.timers ?? []));
  const name = actOf(move, scene.case);
  const actor = doerOf(name, move, scene.case);
  attempt(scene, actor, commandOf(name, move.pick, scene.case, actor), watch);
}

function attempt(scene: Scene, by: Actor, asked: Asked, watch: Watch): void {
  watch.asked(by, asked);
  scene.perform({ by, command: () => asked, afterMs: 0 });
}

const dueBy = (scene: Scene, until: number): Firing | undefined =>
  firingsOf(scene.case?.timers ?? [])
    .filter((firing) => firing.fireAt <= until)
    .sort((a, b) => a.fireAt - b.fireAt)[0];
