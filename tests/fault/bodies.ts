import { randomUUID } from 'node:crypto';
import type { ActName } from '#domain/case/act.ts';

const some = randomUUID();
const xiuxin = { lat: 22.7437, lon: 114.3712 };
const words = '垃圾桶满了两天没人收';
const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
const matterCode = 'municipal.garbage-overflow';

/** A well-formed body for every act of the outside, so that what is refused is refused for who asks and not for how. */
export const BODIES: Record<Exclude<ActName, 'timer.fire' | 'warning.raise' | 'case.doubt'>, object> = {
  'case.report': { channel: 'wechat', words, point: xiuxin },
  'case.settle': { channel: 'grid', words, point: xiuxin, matterCode, outcome: '已清运。' },
  'case.accept': { matterCode },
  'case.reject': { reason: 'outside' },
  'case.reclassify': { urgency: 2 },
  'case.exclude': { departmentId: '440310005-municipal' },
  'case.entrust': { personId: 'ps-dispatch-2' },
  'suggestion.decline': { of: 'matter', code: matterCode, reason: 'misread' },
  'case.guide': {},
  'case.dispatch': { recipients },
  'case.suspend': { reason: 'weather', workdays: 1 },
  'case.resume': {},
  'case.merge': { intoId: some },
  'case.unmerge': { intoId: some },
  'case.withdraw': { reason: 'solved' },
  'case.arbitrate': { departmentId: '440310005-municipal', reason: 'owns-the-matter' },
  'case.record': { kind: 'note', text: '已电话核实。' },
  'case.resolve': { outcome: '已清运。' },
  'case.review': { passed: true },
  'case.confirm': { stars: 5 },
  'case.redo': {},
  'followup.finish': { reached: true, satisfied: true },
  'rating.contest': { reason: 'beyond-law' },
  'rating.decide': { contestId: some, upheld: true },
  'assignment.sign': { assignmentId: some },
  'assignment.contact': { assignmentId: some },
  'assignment.arrive': { assignmentId: some },
  'assignment.finish': { assignmentId: some },
  'assignment.return': { assignmentId: some, reason: 'not-ours' },
  'assignment.reassign': { assignmentId: some, departmentId: '440310005-municipal', reason: 'not-ours' },
  'assignment.restore': { assignmentId: some },
  'assignment.split': { assignmentId: some, departmentIds: ['440310005-municipal'] },
  'order.draft': { recipients },
  'order.approve': { orderId: some },
  'order.decline': { orderId: some, reason: 'not-needed' },
  'order.confirm': { orderId: some },
  'order.withdraw': { orderId: some, reason: 'settled' },
  'extension.request': { workdays: 1, reason: '等待配件。' },
  'extension.decide': { extensionId: some, granted: true },
  'supervision.open': { measure: 'urge', target: 'case', targetId: some, reason: 'slow' },
  'supervision.answer': { supervisionId: some, words },
  'supervision.lift': { supervisionId: some },
  'warning.acknowledge': { warningId: some },
  'warning.lift': { warningId: some, reason: 'subsided' },
};
