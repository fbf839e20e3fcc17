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

/**
 * THE table (domain.md §3, §7): act → who may, and in which states. Nothing else in the system decides
 * this; screens read it to show what is possible, decide() to refuse what is not.
 */
export const ACTS = {
  'case.report': { by: ['resident', 'partner', 'volunteer', ...OFFICE], when: ['none'] },
  'case.settle': { by: ['volunteer', 'worker'], when: ['none'] },
  'case.accept': { by: OFFICE, when: ['discovered'] },
  'case.reject': { by: ['dispatcher'], when: ['discovered'] },
  'case.guide': { by: ['dispatcher'], when: ['accepted'] },
  'case.dispatch': { by: ['dispatcher'], when: ['accepted'] },
  'case.record': {
    by: ['volunteer', ...OFFICE, 'officer'],
    when: ['discovered', 'accepted', 'resolved', 'confirmed'],
  },
  'case.resolve': { by: ['volunteer', 'worker', 'secretary', 'officer'], when: ['accepted'] },
  'case.confirm': { by: ['resident', ...OFFICE], when: ['resolved'] },
  'case.redo': { by: ['resident', ...OFFICE], when: ['resolved'] },
  'followup.finish': { by: OFFICE, when: ['confirmed'] },
  'assignment.sign': { by: ['officer'], when: ['accepted'] },
  'assignment.contact': { by: ['officer'], when: ['accepted'] },
  'assignment.arrive': { by: ['officer'], when: ['accepted'] },
  'assignment.return': { by: ['officer'], when: ['accepted'] },
  'assignment.reassign': { by: ['dispatcher', 'supervisor'], when: ['accepted'] },
  'order.draft': { by: ['worker', 'secretary'], when: ['accepted'] },
  'order.approve': { by: ['secretary'], when: ['accepted'] },
  'order.decline': { by: ['secretary'], when: ['accepted'] },
  'extension.request': { by: ['officer', 'worker'], when: ['accepted'] },
  'extension.decide': { by: ['supervisor', 'dispatcher'], when: ['accepted'] },
  /** In every state: a firing that comes after the end is an ordinary race and fires into nothing. */
  'timer.fire': { by: ['system'], when: CASE_STATES },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

/** True when somebody of this role may do `act` at all. */
export const mayDo = (act: ActName, doer: Doer): boolean => (ACTS[act].by as readonly Doer[]).includes(doer);

/** True when `act` is possible on a case in `state`. */
export const possibleIn = (act: ActName, state: CaseState | 'none'): boolean =>
  (ACTS[act].when as readonly string[]).includes(state);
