import type * as v from 'valibot';
import type { Part } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { ActName } from '#domain/case/act.ts';
import type { COMMANDS } from '#domain/case/command.ts';
import type { Clock, Firing, Step } from '#domain/timer/timer.ts';
import { firingsOf } from '#domain/timer/timer.ts';
import type { Actor } from '#domain/context.ts';
import { isHeld } from '#domain/assignment/assignment.ts';
import { dispatcher, municipal, resident, secretary, supervisor, system, worker, XIUXIN } from './world.ts';

type Input<T extends ActName> = v.InferInput<(typeof COMMANDS)[T]>;
/** A command as the outside would send it: it is parsed before it is decided on. */
export type Asked = { [T in ActName]: { type: T; body: Input<T> } }[ActName];

/** Somebody asks for something, some minutes after what came before; ids are looked up in the case as it is then. */
export interface Act {
  by: Actor;
  command: (subject: Case | undefined) => Asked;
  afterMs: number;
}

const MINUTE = 60_000;
const UNKNOWN = 'ffffffff-ffff-4fff-8fff-ffffffffffff';

export const act = (by: Actor, command: Asked | ((subject: Case) => Asked), afterMin = 1): Act => ({
  by,
  command: (subject) => (typeof command === 'function' ? command(subject as Case) : command),
  afterMs: afterMin * MINUTE,
});

/** The id of the newest duty of a department; an unknown id where it has none. */
export const dutyOf = (subject: Case, departmentId: string): string =>
  (
    subject.assignments.findLast((one) => one.departmentId === departmentId && isHeld(one)) ??
    subject.assignments.findLast((one) => one.departmentId === departmentId)
  )?.id ?? UNKNOWN;

const orderIn = (subject: Case): string => subject.orders.at(-1)?.id ?? UNKNOWN;

export const recipientsOf = (...ids: string[]): { departmentId: string; part: Part }[] =>
  ids.map((departmentId, n) => ({ departmentId, part: n === 0 ? 'lead' : 'support' }));

export const WORDS = '东二三巷垃圾满溢，气味很大。';

export const report = (more: Partial<Input<'case.report'>> = {}, by = resident): Act =>
  act(by, { type: 'case.report', body: { channel: 'wechat', words: WORDS, point: XIUXIN, ...more } }, 0);

export const settle = (more: Partial<Input<'case.settle'>> = {}, by = worker): Act => {
  const given = {
    channel: 'grid',
    words: WORDS,
    point: XIUXIN,
    matterCode: 'municipal.garbage-overflow',
  } as const;
  return act(by, { type: 'case.settle', body: { ...given, outcome: '已清运。', ...more } }, 0);
};

export const accept = (matterCode = 'municipal.garbage-overflow', afterMin = 30, by = dispatcher): Act =>
  act(by, { type: 'case.accept', body: { matterCode } }, afterMin);

export const dispatch = (...departments: string[]): Act =>
  act(dispatcher, {
    type: 'case.dispatch',
    body: { recipients: recipientsOf(...(departments.length > 0 ? departments : ['kz-municipal'])) },
  });

type Duty = 'sign' | 'contact' | 'arrive';
export const duty = (by: Actor, type: Duty, afterMin = 5): Act =>
  act(
    by,
    (subject) => ({
      type: `assignment.${type}`,
      body: { assignmentId: dutyOf(subject, by.departmentId ?? '') },
    }),
    afterMin,
  );
export const sign = (by = municipal, afterMin = 5): Act => duty(by, 'sign', afterMin);
export const contact = (by = municipal, afterMin = 5): Act => duty(by, 'contact', afterMin);
export const arrive = (by = municipal, afterMin = 5): Act => duty(by, 'arrive', afterMin);

export const giveBack = (by = municipal): Act =>
  act(by, (subject) => ({
    type: 'assignment.return',
    body: { assignmentId: dutyOf(subject, by.departmentId ?? ''), reason: 'not-ours' },
  }));

export const reassign = (from: string, departmentId: string, by = dispatcher): Act =>
  act(by, (subject) => ({
    type: 'assignment.reassign',
    body: { assignmentId: dutyOf(subject, from), departmentId, reason: 'not-ours' },
  }));

export const draft = (...departments: string[]): Act =>
  act(worker, {
    type: 'order.draft',
    body: {
      recipients: recipientsOf(...(departments.length > 0 ? departments : ['kz-enforcement', 'ps-market'])),
    },
  });

export const approve = (by = secretary, afterMin = 2): Act =>
  act(by, (subject) => ({ type: 'order.approve', body: { orderId: orderIn(subject) } }), afterMin);

export const decline = (by = secretary): Act =>
  act(by, (subject) => ({
    type: 'order.decline',
    body: { orderId: orderIn(subject), reason: 'not-needed' },
  }));

export const record = (by: Actor = worker): Act =>
  act(by, { type: 'case.record', body: { kind: 'visit', text: '上门走访。' } });

export const resolve = (by: Actor = municipal): Act =>
  act(by, { type: 'case.resolve', body: { outcome: '已清运，补了四个分类桶。' } }, 60);

export const guide = (): Act => act(dispatcher, { type: 'case.guide', body: {} });
export const reject = (): Act => act(dispatcher, { type: 'case.reject', body: { reason: 'outside' } });
export const confirm = (by: Actor = resident): Act => act(by, { type: 'case.confirm', body: { stars: 5 } });
export const redo = (by: Actor = resident): Act => act(by, { type: 'case.redo', body: {} });
export const followUp = (by: Actor = dispatcher): Act =>
  act(by, { type: 'followup.finish', body: { reached: true, satisfied: true } });

export const askExtension = (workdays = 3, by: Actor = municipal, afterMin = 1): Act =>
  act(by, { type: 'extension.request', body: { workdays, reason: '等待配件。' } }, afterMin);

export const decideExtension = (granted: boolean, by: Actor = supervisor): Act =>
  act(by, (subject) => ({
    type: 'extension.decide',
    body: { extensionId: subject.extensions.at(-1)?.id ?? UNKNOWN, granted },
  }));

/** The firing that the case waits for, at the moment it is due. */
export const fireDue = (clock: Clock, step: Step): Act => ({
  by: system,
  command: (subject) => {
    const firing = firingsOf(subject?.timers ?? []).find((one) => one.clock === clock && one.step === step);
    if (!firing) throw new Error(`the case does not wait for ${clock} ${step}`);
    return fire(firing);
  },
  afterMs: 0,
});

export const fire = (firing: Firing): Asked => ({ type: 'timer.fire', body: { ...firing } });
