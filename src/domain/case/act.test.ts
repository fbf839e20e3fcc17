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
  'case.guide': {},
  'case.dispatch': { recipients: recipientsOf('kz-municipal') },
  'case.record': { kind: 'call', text: '已通话。' },
  'case.resolve': { outcome: '已清运。' },
  'case.confirm': { stars: 5 },
  'case.redo': {},
  'followup.finish': { reached: false, satisfied: null },
  'assignment.sign': { assignmentId },
  'assignment.contact': { assignmentId },
  'assignment.arrive': { assignmentId },
  'assignment.return': { assignmentId, reason: 'not-ours' },
  'assignment.reassign': { assignmentId, departmentId: 'kz-municipal', reason: 'load' },
  'order.draft': { recipients: recipientsOf('kz-municipal') },
  'order.approve': { orderId },
  'order.decline': { orderId, reason: 'not-needed' },
  'extension.request': { workdays: 3, reason: '等待配件。' },
  'extension.decide': { extensionId: idOf(9), granted: true },
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
    resident: 'case.report case.confirm case.redo',
    partner: 'case.report',
    system: 'timer.fire',
    volunteer: 'case.report case.settle case.record case.resolve',
    worker:
      'case.report case.settle case.accept case.record case.resolve case.confirm case.redo followup.finish ' +
      'order.draft extension.request',
    secretary:
      'case.report case.accept case.record case.resolve case.confirm case.redo followup.finish ' +
      'order.draft order.approve order.decline',
    dispatcher:
      'case.report case.accept case.reject case.guide case.dispatch case.record case.confirm case.redo ' +
      'followup.finish assignment.reassign extension.decide',
    officer:
      'case.record case.resolve assignment.sign assignment.contact assignment.arrive assignment.return ' +
      'extension.request',
    supervisor: 'assignment.reassign extension.decide',
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
  const WHEN: Record<CaseState | 'none', string> = {
    none: 'case.report case.settle',
    discovered: 'case.accept case.reject case.record timer.fire',
    accepted:
      'case.guide case.dispatch case.record case.resolve assignment.sign assignment.contact assignment.arrive ' +
      'assignment.return assignment.reassign order.draft order.approve order.decline extension.request ' +
      'extension.decide timer.fire',
    resolved: 'case.record case.confirm case.redo timer.fire',
    confirmed: 'case.record followup.finish timer.fire',
    closed: 'timer.fire',
    rejected: 'timer.fire',
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
