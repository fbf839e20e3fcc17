import type * as v from 'valibot';
import type { Part } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { ActName } from '#domain/case/act.ts';
import type { COMMANDS } from '#domain/case/command.ts';
import type { Clock, Firing, Step } from '#domain/timer/timer.ts';
import { firingsOf } from '#domain/timer/timer.ts';
import type { Actor, Colleague } from '#domain/context.ts';
import { isHeld } from '#domain/assignment/assignment.ts';
import {
  dispatcher,
  municipal,
  night,
  resident,
  secretary,
  supervisor,
  system,
  worker,
  XIUXIN,
} from './world.ts';

type Input<T extends ActName> = v.InferInput<(typeof COMMANDS)[T]>;
/** A command as the outside would send it: it is parsed before it is decided on. */
export type Asked = { [T in ActName]: { type: T; body: Input<T> } }[ActName];

/** Somebody asks for something, some minutes after what came before; ids are looked up in the case as it is then. */
export interface Act {
  by: Actor;
  command: (subject: Case | undefined) => Asked;
  afterMs: number;
  /** It is the second case that is acted on; this one is written to where both are concerned. */
  elsewhere?: boolean;
  /** A second case has to be there. */
  beside?: boolean;
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

export const restore = (from: string, by = dispatcher, afterMin = 1): Act =>
  act(
    by,
    (subject) => ({ type: 'assignment.restore', body: { assignmentId: dutyOf(subject, from) } }),
    afterMin,
  );

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

export const declineSuggestion = (
  body: Input<'suggestion.decline'> = { of: 'matter', code: 'municipal.garbage-overflow', reason: 'misread' },
): Act => act(dispatcher, { type: 'suggestion.decline', body });
export const guide = (): Act => act(dispatcher, { type: 'case.guide', body: {} });
export const exclude = (departmentId: string | null = 'kz-municipal', by: Actor = dispatcher): Act =>
  act(by, { type: 'case.exclude', body: { departmentId } });
export const entrust = (to: Colleague = night, by: Actor = dispatcher): Act =>
  act(by, { type: 'case.entrust', body: { personId: to.id } });
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

export const merge = (): Act => ({
  ...act(dispatcher, { type: 'case.merge', body: { intoId: UNKNOWN } }),
  beside: true,
});
export const unmerge = (): Act =>
  act(dispatcher, (subject) => ({
    type: 'case.unmerge',
    body: { intoId: subject.mergedInto?.caseId ?? UNKNOWN },
  }));
export const absorb = (): Act => ({
  ...act(dispatcher, { type: 'case.merge', body: { intoId: UNKNOWN } }),
  elsewhere: true,
});
export const release = (): Act => ({ ...unmerge(), elsewhere: true });
export const withdraw = (by: Actor = resident): Act =>
  act(by, { type: 'case.withdraw', body: { reason: 'solved' } });
export const suspend = (workdays = 3, by: Actor = dispatcher): Act =>
  act(by, { type: 'case.suspend', body: { reason: 'awaiting-parts', workdays } });
export const resume = (afterMin = 1): Act => act(dispatcher, { type: 'case.resume', body: {} }, afterMin);
export const reclassify = (body: Input<'case.reclassify'>): Act =>
  act(dispatcher, { type: 'case.reclassify', body });
export const arbitrate = (departmentId = 'kz-enforcement'): Act =>
  act(supervisor, { type: 'case.arbitrate', body: { departmentId, reason: 'owns-the-matter' } });
export const review = (passed: boolean): Act => act(supervisor, { type: 'case.review', body: { passed } });
export const doubt = (): Act => act(system, { type: 'case.doubt', body: { againId: UNKNOWN } });
export const unreached = (): Act =>
  act(dispatcher, { type: 'followup.finish', body: { reached: false, satisfied: null } });
export const unhappy = (): Act =>
  act(dispatcher, {
    type: 'followup.finish',
    body: { reached: true, satisfied: false, solved: false, fault: 'department' },
  });
export const contest = (by: Actor = municipal): Act =>
  act(by, { type: 'rating.contest', body: { reason: 'beyond-law' } });
export const decideContest = (upheld: boolean): Act =>
  act(supervisor, (subject) => ({
    type: 'rating.decide',
    body: { contestId: subject.contest?.id ?? UNKNOWN, upheld },
  }));
export const finish = (by: Actor): Act =>
  act(by, (subject) => ({
    type: 'assignment.finish',
    body: { assignmentId: dutyOf(subject, by.departmentId ?? '') },
  }));
export const split = (from: string, ...departmentIds: string[]): Act =>
  act(dispatcher, (subject) => ({
    type: 'assignment.split',
    body: { assignmentId: dutyOf(subject, from), departmentIds },
  }));
export const ratify = (by: Actor = secretary): Act =>
  act(by, (subject) => ({ type: 'order.confirm', body: { orderId: orderIn(subject) } }));
export const recall = (by: Actor = secretary): Act =>
  act(by, (subject) => ({ type: 'order.withdraw', body: { orderId: orderIn(subject), reason: 'settled' } }));

type Opening = Input<'supervision.open'>;
export const supervise = (
  measure: Opening['measure'] = 'urge',
  target: (subject: Case) => Pick<Opening, 'target' | 'targetId'> = ({ id }) => ({
    target: 'case',
    targetId: id,
  }),
): Act =>
  act(supervisor, (subject) => ({
    type: 'supervision.open',
    body: { measure, reason: 'slow', ...target(subject) },
  }));
const supervisionIn = (subject: Case): string => subject.supervisions.at(-1)?.id ?? UNKNOWN;
export const answer = (by: Actor = municipal): Act =>
  act(by, (subject) => ({
    type: 'supervision.answer',
    body: { supervisionId: supervisionIn(subject), words: '正在处理。' },
  }));
export const liftSupervision = (): Act =>
  act(supervisor, (subject) => ({
    type: 'supervision.lift',
    body: { supervisionId: supervisionIn(subject) },
  }));

export const raise = (key = 'surge:x', kind: Input<'warning.raise'>['kind'] = 'surge'): Act => {
  const evidence = { count: 9, usual: 2.5, windowMin: 60, radiusM: null, caseIds: [] };
  const reason = kind === 'overdue-streak' ? 'kz-municipal' : 'municipal.garbage-overflow';
  return act(system, { type: 'warning.raise', body: { kind, key, reason, evidence } });
};
const warningIn = (subject: Case): string => subject.warnings.at(-1)?.id ?? UNKNOWN;
export const acknowledge = (by: Actor = dispatcher): Act =>
  act(by, (subject) => ({ type: 'warning.acknowledge', body: { warningId: warningIn(subject) } }));
export const liftWarning = (by: Actor = dispatcher): Act =>
  act(by, (subject) => ({
    type: 'warning.lift',
    body: { warningId: warningIn(subject), reason: 'subsided' },
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
