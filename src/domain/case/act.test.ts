import { describe, expect, test } from 'vitest';
import * as acts from '../../../tests/support/acts.ts';
import type { Asked } from '../../../tests/support/acts.ts';
import { after, idOf, type Scene } from '../../../tests/support/given.ts';
import { recipientsOf } from '../../../tests/support/acts.ts';
import { partner, resident, system, XIUXIN } from '../../../tests/support/world.ts';
import type { Actor } from '../context.ts';
import { ROLES } from '../person/person.ts';
import { isRefusal } from '../refusal.ts';
import { ACTS, mayDo, possibleIn, type ActName, type Doer } from './act.ts';
import { CASE_STATES, type CaseState } from './case.ts';

/** A case in each state of the line, and none at all. */
const SCENES: Record<CaseState | 'none', () => Scene> = {
  none: () => after(),
  discovered: () => after(acts.report()),
  accepted: () => after(acts.report(), acts.accept()),
  resolved: () => after(acts.settle()),
  confirmed: () => after(acts.settle(), acts.confirm()),
  closed: () => after(acts.settle(), acts.confirm(), acts.followUp()),
  rejected: () => after(acts.report(), acts.reject()),
  suspended: () => after(acts.report(), acts.accept(), acts.suspend()),
  merged: () => after(acts.report(), acts.accept(), acts.merge()),
  withdrawn: () => after(acts.report(), acts.withdraw()),
};

const assignmentId = idOf(9);
const orderId = idOf(9);
const report = { channel: 'visit', words: acts.WORDS, point: XIUXIN } as const;

/** Every act with a body that is well formed; what it points to need not exist. */
const ASKED: { [T in ActName]: Extract<Asked, { type: T }>['body'] } = {
  'case.report': report,
  'case.settle': { ...report, matterCode: 'municipal.garbage-overflow', outcome: '已清运。' },
  'case.accept': { matterCode: 'municipal.garbage-overflow' },
  'case.reject': { reason: 'outside' },
  'case.reclassify': { urgency: 3 },
  'case.exclude': { departmentId: 'kz-municipal' },
  'case.entrust': { personId: 'person-night' },
  'suggestion.decline': { of: 'matter', code: 'municipal.garbage-overflow', reason: 'misread' },
  'case.guide': {},
  'case.dispatch': { recipients: recipientsOf('kz-municipal') },
  'case.suspend': { reason: 'weather', workdays: 2 },
  'case.resume': {},
  'case.merge': { intoId: idOf(9) },
  'case.unmerge': { intoId: idOf(9) },
  'case.withdraw': { reason: 'solved' },
  'case.arbitrate': { departmentId: 'kz-municipal', reason: 'able' },
  'case.record': { kind: 'call', text: '已通话。' },
  'case.resolve': { outcome: '已清运。' },
  'case.doubt': { againId: idOf(9) },
  'case.review': { passed: true },
  'case.confirm': { stars: 5 },
  'case.redo': {},
  'followup.finish': { reached: false, satisfied: null },
  'rating.contest': { reason: 'facts' },
  'rating.decide': { contestId: idOf(9), upheld: true },
  'assignment.sign': { assignmentId },
  'assignment.contact': { assignmentId },
  'assignment.arrive': { assignmentId },
  'assignment.finish': { assignmentId },
  'assignment.return': { assignmentId, reason: 'not-ours' },
  'assignment.reassign': { assignmentId, departmentId: 'kz-municipal', reason: 'load' },
  'assignment.restore': { assignmentId },
  'assignment.split': { assignmentId, departmentIds: ['kz-municipal'] },
  'order.draft': { recipients: recipientsOf('kz-municipal') },
  'order.approve': { orderId },
  'order.decline': { orderId, reason: 'not-needed' },
  'order.confirm': { orderId },
  'order.withdraw': { orderId, reason: 'settled' },
  'extension.request': { workdays: 3, reason: '等待配件。' },
  'extension.decide': { extensionId: idOf(9), granted: true },
  'supervision.open': { measure: 'urge', target: 'case', targetId: idOf(0), reason: 'slow' },
  'supervision.answer': { supervisionId: idOf(9), words: '正在处理。' },
  'supervision.lift': { supervisionId: idOf(9) },
  'warning.raise': {
    ...{ kind: 'surge', key: 'surge:x', reason: 'municipal.garbage-overflow' },
    evidence: { count: 9, usual: 2, windowMin: 60, radiusM: null, caseIds: [] },
  },
  'warning.acknowledge': { warningId: idOf(9) },
  'warning.lift': { warningId: idOf(9), reason: 'handled' },
  'timer.fire': { clock: 'accept', subject: idOf(0), gen: 1, step: 'red', fireAt: 0 },
};

const DOERS: Doer[] = [...ROLES, 'resident', 'partner', 'system'];
const NAMES = Object.keys(ACTS) as ActName[];
const STATES = ['none', ...CASE_STATES] as const;

const actorFor = (doer: Doer): Actor => {
  if (doer === 'resident') return resident;
  if (doer === 'partner') return partner;
  if (doer === 'system') return system;
  const by = { kind: 'person', id: doer, role: doer, departmentId: null } as const;
  return { doer, by, areas: ['440310'], departmentId: null, deputy: false };
};

const ask = (state: CaseState | 'none', doer: Doer, name: ActName) =>
  SCENES[state]().ask(actorFor(doer), { type: name, body: ASKED[name] } as Asked);

describe('who may do what (domain.md §7)', () => {
  /** Written down a second time by hand, from the roles of domain.md, so that a slip in the table is seen. */
  const MAY: Record<Doer, string> = {
    resident: 'case.report case.confirm case.redo case.withdraw',
    partner: 'case.report',
    system: 'case.doubt timer.fire warning.raise warning.lift',
    volunteer: 'case.report case.settle case.record case.resolve',
    worker:
      'case.report case.settle case.accept case.exclude suggestion.decline case.record case.resolve case.confirm case.redo case.withdraw ' +
      'followup.finish order.draft extension.request supervision.answer',
    secretary:
      'case.report case.accept case.exclude suggestion.decline case.record case.resolve case.confirm case.redo case.withdraw ' +
      'followup.finish order.draft order.approve order.decline order.confirm order.withdraw supervision.answer ' +
      'warning.acknowledge',
    dispatcher:
      'case.report case.accept case.reject case.reclassify case.exclude case.entrust suggestion.decline case.guide case.dispatch case.suspend ' +
      'case.resume case.merge case.unmerge case.withdraw case.record case.review case.confirm case.redo ' +
      'followup.finish ' +
      'assignment.reassign assignment.restore assignment.split extension.decide supervision.answer warning.acknowledge warning.lift',
    officer:
      'case.record case.resolve assignment.sign assignment.contact assignment.arrive assignment.finish ' +
      'assignment.return extension.request supervision.answer rating.contest',
    supervisor:
      'case.exclude case.entrust case.suspend case.resume case.arbitrate case.review assignment.reassign assignment.restore extension.decide rating.decide ' +
      'supervision.open supervision.lift warning.acknowledge warning.lift',
    leader: '',
    'system-admin': '',
    'security-admin': '',
    'audit-admin': '',
  };

  test.each(DOERS)('%s does exactly what the role is for', (doer) => {
    const may = NAMES.filter((name) => mayDo(name, doer));
    expect(may).toEqual(NAMES.filter((name) => MAY[doer].split(' ').includes(name)));
  });
});

describe('in which states (domain.md §3)', () => {
  /** In every state: what is about supervisions and warnings, and a firing that comes too late. */
  const ALWAYS =
    'supervision.answer supervision.lift warning.raise warning.acknowledge warning.lift timer.fire';
  const WHEN: Record<CaseState | 'none', string> = {
    none: 'case.report case.settle',
    discovered: `case.accept case.exclude case.entrust suggestion.decline case.reject case.merge case.withdraw case.record supervision.open ${ALWAYS}`,
    accepted:
      'case.exclude case.entrust case.reclassify suggestion.decline case.guide case.dispatch case.suspend case.merge case.withdraw case.arbitrate case.record ' +
      'case.resolve assignment.sign assignment.contact assignment.arrive assignment.finish assignment.return ' +
      'assignment.reassign assignment.restore assignment.split order.draft order.approve order.decline order.confirm order.withdraw ' +
      `extension.request extension.decide supervision.open ${ALWAYS}`,
    suspended:
      'case.exclude case.entrust case.reclassify case.resume case.withdraw case.record assignment.sign assignment.contact ' +
      `assignment.arrive order.confirm supervision.open ${ALWAYS}`,
    resolved: `case.exclude case.entrust case.record case.review case.doubt case.confirm case.redo order.confirm supervision.open ${ALWAYS}`,
    confirmed: `case.exclude case.entrust case.record case.doubt followup.finish rating.contest rating.decide order.confirm supervision.open ${ALWAYS}`,
    closed: `case.review case.doubt rating.contest rating.decide order.confirm ${ALWAYS}`,
    rejected: ALWAYS,
    merged: `case.unmerge ${ALWAYS}`,
    withdrawn: ALWAYS,
  };

  test.each(STATES)('%s allows exactly its acts', (state) => {
    expect(NAMES.filter((name) => possibleIn(name, state))).toEqual(
      NAMES.filter((name) => WHEN[state].split(' ').includes(name)),
    );
  });
});

describe('decide holds every act × state × role to the table', () => {
  const rows = NAMES.flatMap((name) => STATES.map((state) => ({ name, state })));

  test.each(rows)('$name on a case that is $state', ({ name, state }) => {
    for (const doer of DOERS) {
      const outcome = ask(state, doer, name);
      const code = isRefusal(outcome) ? outcome.refused : undefined;
      if (!mayDo(name, doer)) {
        expect(outcome, doer).toEqual({ refused: 'not-allowed', details: { act: name } });
      } else if (possibleIn(name, state)) {
        expect(['not-allowed', 'wrong-state'], doer).not.toContain(code);
      } else if (state === 'none') {
        expect(outcome, doer).toEqual({ refused: 'not-found', details: {} });
      } else {
        expect(outcome, doer).toEqual({ refused: 'wrong-state', details: { state, act: name } });
      }
    }
  });
});
