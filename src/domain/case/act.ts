import type { Role } from '../person/person.ts';
import { CASE_STATES, type CaseState } from './case.ts';

/** Who may do what beside the staff's roles: the resident of the case, a partner by its key, the clockwork. */
export type Doer = Role | 'resident' | 'partner' | 'system';

interface Act {
  by: readonly Doer[];
  /** The states in which the act is possible; 'none' for an act that makes the case. */
  when: readonly (CaseState | 'none')[];
}

const OFFICE = ['worker', 'secretary', 'dispatcher'] as const;
/** While somebody still works on it. */
const OPEN = ['discovered', 'accepted', 'suspended', 'resolved', 'confirmed'] as const;

/**
 * THE table (domain.md §3, §7): act → who may, and in which states. Nothing else in the system decides
 * this; screens read it to show what is possible, decide() to refuse what is not.
 */
export const ACTS = {
  'case.report': { by: ['resident', 'partner', 'volunteer', ...OFFICE], when: ['none'] },
  'case.settle': { by: ['volunteer', 'worker'], when: ['none'] },
  'case.accept': { by: OFFICE, when: ['discovered'] },
  'case.reject': { by: ['dispatcher'], when: ['discovered'] },
  'case.reclassify': { by: ['dispatcher'], when: ['accepted', 'suspended'] },
  'case.exclude': { by: [...OFFICE, 'supervisor'], when: OPEN },
  /** At the desk from one hand into another (交接); no department and no clock hangs on it. */
  'case.entrust': { by: ['dispatcher', 'supervisor'], when: OPEN },
  /** 不采纳: the suggestion for the next of these is not taken, with a reason that is kept for tuning. */
  'suggestion.decline': { by: OFFICE, when: ['discovered', 'accepted'] },
  'case.guide': { by: ['dispatcher'], when: ['accepted'] },
  'case.dispatch': { by: ['dispatcher'], when: ['accepted'] },
  'case.suspend': { by: ['dispatcher', 'supervisor'], when: ['accepted'] },
  'case.resume': { by: ['dispatcher', 'supervisor'], when: ['suspended'] },
  'case.merge': { by: ['dispatcher'], when: ['discovered', 'accepted'] },
  'case.unmerge': { by: ['dispatcher'], when: ['merged'] },
  'case.withdraw': { by: ['resident', ...OFFICE], when: ['discovered', 'accepted', 'suspended'] },
  'case.arbitrate': { by: ['supervisor'], when: ['accepted'] },
  'case.record': {
    by: ['volunteer', ...OFFICE, 'officer'],
    when: ['discovered', 'accepted', 'suspended', 'resolved', 'confirmed'],
  },
  'case.resolve': { by: ['volunteer', 'worker', 'secretary', 'officer'], when: ['accepted'] },
  'case.review': { by: ['supervisor', 'dispatcher'], when: ['resolved', 'closed'] },
  /** Found over several cases: the same matter was reported again after this one was resolved. */
  'case.doubt': { by: ['system'], when: ['resolved', 'confirmed', 'closed'] },
  'case.confirm': { by: ['resident', ...OFFICE], when: ['resolved'] },
  'case.redo': { by: ['resident', ...OFFICE], when: ['resolved'] },
  'followup.finish': { by: OFFICE, when: ['confirmed'] },
  'rating.contest': { by: ['officer'], when: ['confirmed', 'closed'] },
  'rating.decide': { by: ['supervisor'], when: ['confirmed', 'closed'] },
  'assignment.sign': { by: ['officer'], when: ['accepted', 'suspended'] },
  'assignment.contact': { by: ['officer'], when: ['accepted', 'suspended'] },
  'assignment.arrive': { by: ['officer'], when: ['accepted', 'suspended'] },
  'assignment.finish': { by: ['officer'], when: ['accepted'] },
  'assignment.return': { by: ['officer'], when: ['accepted'] },
  'assignment.reassign': { by: ['dispatcher', 'supervisor'], when: ['accepted'] },
  /** The last reassignment of it is undone, while the next department has not begun. */
  'assignment.restore': { by: ['dispatcher', 'supervisor'], when: ['accepted'] },
  'assignment.split': { by: ['dispatcher'], when: ['accepted'] },
  'order.draft': { by: ['worker', 'secretary'], when: ['accepted'] },
  'order.approve': { by: ['secretary'], when: ['accepted'] },
  'order.decline': { by: ['secretary'], when: ['accepted'] },
  'order.confirm': { by: ['secretary'], when: ['accepted', 'suspended', 'resolved', 'confirmed', 'closed'] },
  'order.withdraw': { by: ['secretary'], when: ['accepted'] },
  'extension.request': { by: ['officer', 'worker'], when: ['accepted'] },
  'extension.decide': { by: ['supervisor', 'dispatcher'], when: ['accepted'] },
  'supervision.open': { by: ['supervisor'], when: OPEN },
  'supervision.answer': { by: ['officer', ...OFFICE], when: CASE_STATES },
  'supervision.lift': { by: ['supervisor'], when: CASE_STATES },
  /** Found over many cases; it stands on the one that made it visible, whatever has become of that one. */
  'warning.raise': { by: ['system'], when: CASE_STATES },
  'warning.acknowledge': { by: ['secretary', 'dispatcher', 'supervisor'], when: CASE_STATES },
  'warning.lift': { by: ['dispatcher', 'supervisor', 'system'], when: CASE_STATES },
  /** In every state: a firing that comes after the end is an ordinary race and fires into nothing. */
  'timer.fire': { by: ['system'], when: CASE_STATES },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

/** True when somebody of this role may do `act` at all. */
export const mayDo = (act: ActName, doer: Doer): boolean => (ACTS[act].by as readonly Doer[]).includes(doer);

/** True when `act` is possible on a case in `state`. */
export const possibleIn = (act: ActName, state: CaseState | 'none'): boolean =>
  (ACTS[act].when as readonly string[]).includes(state);
