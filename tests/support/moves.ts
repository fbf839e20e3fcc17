import fc from 'fast-check';
import type { Case } from '#domain/case/case.ts';
import { ACTS, mayDo, possibleIn, type ActName } from '#domain/case/act.ts';
import type { Actor } from '#domain/context.ts';
import { isRefusal } from '#domain/refusal.ts';
import { firingsOf, type Firing } from '#domain/timer/timer.ts';
import { fire, recipientsOf, type Asked } from './acts.ts';
import type { Scene } from './given.ts';
import { isUnanswered } from '#domain/supervision/supervision.ts';
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
  ...[dispatcher, worker, secretary, deputy, supervisor, volunteer, resident, partner, leader, system],
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

/** Duties and orders are acted on more often than cases are ended, or few lives would come far. */
const WEIGHTS: [RegExp, number][] = [
  [/^case\.merge$/, 4],
  [/^case\.unmerge$/, 10],
  [/^assignment\.restore$/, 12],
  [/^case\.(resolve|reject|settle|withdraw|suspend|exclude|entrust)$/, 1],
  [/^(supervision|warning|suggestion)\./, 1],
  [/^case\.(redo|reclassify|record)$/, 2],
  [/^assignment\.(sign|contact|arrive)$/, 8],
  [/^(assignment|order|rating|followup)\.|^case\.(arbitrate|review)$/, 6],
];
const weightOf = (name: ActName): number => WEIGHTS.find(([pattern]) => pattern.test(name))?.[1] ?? 3;
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

/** The last duty that a reassignment made. */
const takenOver = (subject: Case | undefined): string | undefined =>
  subject?.assignments.findLast((one) => one.takenFrom !== undefined)?.id;

const contact = { name: CANARIES[1], phone: CANARIES[2] };
const words = (pick: number): string => `${CANARIES[0]}${pick % 4 === 0 ? '，欠薪三个月' : ''}`;
const matterFor = (pick: number): string => at([...world.world.matters.keys(), 'no.such'], pick >> 2);
const pointFor = (pick: number) => (pick % 20 === 0 ? world.SEA : world.XIUXIN);

/** Mostly what waits for somebody, now and then one that is over. */
const supervisionFor = (subject: Case | undefined, pick: number): string =>
  (subject?.supervisions.find(isUnanswered) ?? subject?.supervisions.at(-1 - (pick % 3)))?.id ?? ID;
const warningFor = (subject: Case | undefined, pick: number): string =>
  subject?.warnings.at(-1 - (pick % 2))?.id ?? ID;

/** The command of a move; the pick decides every detail, so that a failing run shrinks and can be repeated. */
function commandOf(
  name: ActName,
  pick: number,
  { case: subject, now }: Pick<Scene, 'case' | 'now'>,
  actor: Actor,
): Asked {
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
    case 'case.exclude':
      return {
        type: name,
        body: {
          departmentId: at([null, 'kz-stability', null, null, 'ps-market', null, ...DEPARTMENTS], pick),
        },
      };
    case 'case.entrust':
      return {
        type: name,
        body: { personId: at([...world.colleagues.map(({ id }) => id), 'person-nobody'], pick) },
      };
    case 'suggestion.decline':
      return {
        type: name,
        body: at(
          [
            { of: 'matter', code: matterFor(pick), reason: 'misread' },
            { of: 'department', code: at([...DEPARTMENTS, 'no-such'], pick), reason: 'busy' },
          ] as const,
          pick,
        ),
      };
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
    case 'case.reclassify':
      return {
        type: name,
        body: { matterCode: matterFor(pick), urgency: at([1, 2, 3, undefined] as const, pick) },
      };
    case 'case.suspend':
      return {
        type: name,
        body: { reason: 'weather', workdays: 1 + (pick % 12), words: CANARIES[6] },
      };
    case 'case.resume':
      return { type: name, body: {} };
    case 'case.merge':
      return { type: name, body: { intoId: ID } };
    case 'case.unmerge':
      return { type: name, body: { intoId: subject?.mergedInto?.caseId ?? ID } };
    case 'case.withdraw':
      return { type: name, body: { reason: 'mistake', words: CANARIES[0] } };
    case 'case.arbitrate':
      return { type: name, body: { departmentId: at(DEPARTMENTS, pick), reason: 'able' } };
    case 'case.doubt':
      return { type: name, body: { againId: ID } };
    case 'case.review':
      return { type: name, body: { passed: pick % 2 === 0, words: CANARIES[6] } };
    case 'followup.finish':
      return {
        type: name,
        body: {
          reached: pick % 4 !== 0,
          satisfied: at([true, false, null], pick),
          solved: at([true, null, null, false], pick >> 2),
          fault: at(['department', 'policy', null] as const, pick >> 3),
          words: CANARIES[4],
        },
      };
    case 'rating.contest':
      return { type: name, body: { reason: 'facts', words: CANARIES[6] } };
    case 'rating.decide':
      return { type: name, body: { contestId: subject?.contest?.id ?? ID, upheld: pick % 2 === 0 } };
    case 'assignment.sign':
    case 'assignment.contact':
    case 'assignment.arrive':
      return { type: name, body: { assignmentId } };
    case 'assignment.finish':
      return { type: name, body: { assignmentId, outcome: CANARIES[3] } };
    case 'assignment.restore':
      return { type: name, body: { assignmentId: takenOver(subject) ?? assignmentId } };
    case 'assignment.split':
      return {
        type: name,
        body: { assignmentId, departmentIds: recipientsFor(pick).map((one) => one.departmentId) },
      };
    case 'assignment.return':
      return { type: name, body: { assignmentId, reason: 'not-ours' } };
    case 'assignment.reassign':
      return { type: name, body: { assignmentId, departmentId: at(DEPARTMENTS, pick), reason: 'load' } };
    case 'order.draft':
      return {
        type: name,
        body: {
          recipients: recipientsFor(pick),
          requirement: CANARIES[5],
          ...(pick % 5 === 0 ? { onSiteAt: now + (pick - 100) * 60_000 } : {}),
          ...(pick % 7 === 0 ? { meeting: { ...pointFor(pick), label: '居委会门口' } } : {}),
          ...(pick % 6 === 0 ? { templateId: at(['stalls', 'no-such'], pick >> 3) } : {}),
        },
      };
    case 'order.confirm':
      return { type: name, body: { orderId } };
    case 'order.withdraw':
      return { type: name, body: { orderId, reason: 'superseded' } };
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
    case 'supervision.open': {
      const target = at(['case', 'assignment', 'order'] as const, pick >> 1);
      const targetId = { case: subject?.id ?? ID, assignment: assignmentId, order: orderId }[target];
      const measure = at(['urge', 'yellow', 'red', 'circular'] as const, pick);
      return { type: name, body: { measure, target, targetId, reason: 'slow', words: CANARIES[6] } };
    }
    case 'supervision.answer':
      return { type: name, body: { supervisionId: supervisionFor(subject, pick), words: CANARIES[4] ?? '' } };
    case 'supervision.lift':
      return { type: name, body: { supervisionId: supervisionFor(subject, pick) } };
    case 'warning.raise': {
      const evidence = { count: 3, usual: 1, windowMin: 60, radiusM: 500, caseIds: [] };
      const key = `cluster:${pick % 3}`;
      return { type: name, body: { kind: 'cluster', key, reason: 'municipal.garbage-overflow', evidence } };
    }
    case 'warning.acknowledge':
      return { type: name, body: { warningId: warningFor(subject, pick) } };
    case 'warning.lift':
      return { type: name, body: { warningId: warningFor(subject, pick), reason: 'handled' } };
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
  const { name, actor } = somethingPossible(scene, move);
  if (scene.case && name === 'case.merge' && move.pick % 2 === 0) {
    // It is the case beside this one that is merged into it, or leaves it again.
    const type = scene.beside().case?.state === 'merged' ? 'case.unmerge' : name;
    const command = (): Asked => ({ type, body: { intoId: scene.caseId } });
    scene.perform({ by: actor, command, ...HERE, elsewhere: true });
    return;
  }
  attempt(scene, actor, commandOf(name, move.pick, scene, actor), watch);
}

/** Mostly an act that is not refused; a wild one is whatever comes. */
function somethingPossible(scene: Scene, move: Move): { name: ActName; actor: Actor } {
  const tries = Array.from({ length: move.wild ? 1 : 6 }, (_, n) => {
    const tried = { ...move, act: move.act + n * 37, who: move.who + n };
    const name = actOf(tried, scene.case);
    return { name, actor: doerOf(name, tried, scene.case) };
  });
  const works = tries.find(
    ({ name, actor }) => !isRefusal(scene.ask(actor, commandOf(name, move.pick, scene, actor))),
  );
  return works ?? (tries[0] as (typeof tries)[number]);
}

const HERE = { afterMs: 0 };

function attempt(scene: Scene, by: Actor, asked: Asked, watch: Watch): void {
  if (scene.case && asked.type === 'case.merge') scene.beside();
  watch.asked(by, asked);
  scene.perform({ by, command: () => asked, ...HERE });
}

const dueBy = (scene: Scene, until: number): Firing | undefined =>
  firingsOf(scene.case?.timers ?? [])
    .filter((firing) => firing.fireAt <= until)
    .sort((a, b) => a.fireAt - b.fireAt)[0];
