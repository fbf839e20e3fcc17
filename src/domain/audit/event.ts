import type { Assignment, Recipient, ReturnReason } from '../assignment/assignment.ts';
import type { CaseKind, Channel, Mode, Place, RecordKind, SettledBy, SuspendReason } from '../case/case.ts';
import type { ContestReason, Doubt, Fault, FollowupCause, FollowupMethod } from '../followup/followup.ts';
import type { Complexity, Urgency } from '../matter/matter.ts';
import type { DeclineReason, Meeting, WithdrawReason } from '../order/order.ts';
import type { Role } from '../person/person.ts';
import type { Measure, Supervised, SupervisionReason } from '../supervision/supervision.ts';
import type { Post } from '../timer/escalation.ts';
import type { Clock, Timer } from '../timer/timer.ts';
import type { Evidence, LiftReason, WarningKind } from '../warning/warning.ts';

/** Who did it: a member of the staff, the resident of the case, a partner system, or the clockwork. */
export type By =
  | {
      kind: 'person';
      id: string;
      /** The capacity acted in: of the person, or of whom the person acted for. */
      role: Role;
      departmentId: string | null;
      /** 受委托: for whom, by id, where the rights were theirs. */
      onBehalfOf?: string;
    }
  | { kind: 'resident' }
  | { kind: 'partner'; id: string }
  | { kind: 'system' };

/** What a suggestion is about, and why it was not taken: for whoever tunes the lexicon and the ranking. */
export const SUGGESTED = ['matter', 'department'] as const;
export type Suggested = (typeof SUGGESTED)[number];
export const SUGGESTION_REASONS = ['misread', 'not-theirs', 'busy', 'arranged'] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];
export const REJECT_REASONS = ['not-public', 'in-court', 'no-facts', 'repeated', 'outside'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const REASSIGN_REASONS = ['not-ours', 'nearer', 'load', 'skill', 'mistake'] as const;
export type ReassignReason = (typeof REASSIGN_REASONS)[number];

export const ARBITRATE_REASONS = ['owns-the-matter', 'nearest', 'able', 'by-rule'] as const;
export type ArbitrateReason = (typeof ARBITRATE_REASONS)[number];

export const CASE_WITHDRAW_REASONS = ['solved', 'mistake', 'other-way'] as const;
export type CaseWithdrawReason = (typeof CASE_WITHDRAW_REASONS)[number];

/** Every fact that the log can hold, by name. A body holds ids, codes and instants, never personal data. */
export interface EventBodies {
  'case.reported': {
    number: string;
    kind: CaseKind;
    channel: Channel;
    mode: Mode;
    /** Absent in the log of before there were such cases. */
    excludedDepartmentId?: string | null;
    place: Place;
    matterCode: string | null;
    urgency: Urgency;
    complexity: Complexity;
    backlog: boolean;
  };
  'case.accepted': {
    matterCode: string;
    kind: CaseKind;
    urgency: Urgency;
    complexity: Complexity;
    label: string;
  };
  'case.rejected': { reason: RejectReason };
  /** Urgency or matter changed; the timers recomputed from their original starts come with it. */
  'case.reclassified': { matterCode: string; kind: CaseKind; urgency: Urgency; complexity: Complexity };
  'case.suspended': { suspensionId: string; reason: SuspendReason; until: number };
  /** `early` when somebody ended it before its time. */
  'case.resumed': { suspensionId: string; early: boolean };
  /** 并案: this case is handled with another one; the other one's log says `case.absorbed`. */
  'case.merged': { intoId: string; number: string };
  'case.absorbed': { fromId: string; number: string };
  'case.unmerged': { intoId: string };
  'case.released': { fromId: string };
  'case.withdrawn': { reason: CaseWithdrawReason };
  'suggestion.declined': { of: Suggested; code: string; reason: SuggestionReason };
  'case.guided': { areaCode: string };
  /** 被反映单位 became known or was wrong (null); the duties that it held end with it. */
  'case.excluded': { departmentId: string | null; mode: Mode; assignmentIds: string[] };
  /** 交接: at the desk it is this person's from now on. */
  'case.entrusted': { personId: string };
  'case.dispatched': { assignments: Assignment[] };
  'case.recorded': { recordId: string; kind: RecordKind };
  'case.resolved': { settledBy: SettledBy | null; departmentId: string | null };
  'case.confirmed': { stars: number | null };
  'case.redone': { assignments: Assignment[]; reviewDue: boolean };
  /** `againId` is the other case that speaks against the resolution, where it is one. */
  'case.doubted': { doubts: Doubt[]; againId?: string };
  'case.reviewed': { passed: boolean };
  'case.arbitrated': { assignments: Assignment[]; reason: ArbitrateReason };
  'followup.planned': { method: FollowupMethod; causes: FollowupCause[] };
  'followup.done': {
    reached: boolean;
    satisfied: boolean | null;
    solved: boolean | null;
    fault: Fault | null;
    redo: boolean;
  };
  'rating.contested': { contestId: string; departmentId: string; reason: ContestReason };
  'rating.decided': { contestId: string; upheld: boolean };
  'assignment.signed': { assignmentId: string; departmentId: string };
  'assignment.contacted': { assignmentId: string; departmentId: string };
  'assignment.arrived': { assignmentId: string; departmentId: string };
  'assignment.returned': { assignmentId: string; departmentId: string; reason: ReturnReason };
  'assignment.reassigned': {
    assignmentId: string;
    departmentId: string;
    to: Assignment;
    reason: ReassignReason;
  };
  /** 撤销改派: the duty goes back to the one that held it, as if it had never left; `assignmentId` is the one that ends. */
  'assignment.restored': { assignmentId: string; departmentId: string; backId: string; back: string };
  'assignment.split': { assignmentId: string; departmentId: string; assignments: Assignment[] };
  'assignment.done': { assignmentId: string; departmentId: string };
  'order.drafted': {
    orderId: string;
    number: string;
    areaCode: string;
    recipients: Recipient[];
    onSiteWithinMin: number;
    onSiteAt: number | null;
    meeting: Meeting | null;
    templateId: string | null;
  };
  'order.referred': { orderId: string };
  'order.issued': { orderId: string; assignments: Assignment[]; byDeputy: boolean };
  'order.confirmed': { orderId: string };
  'order.withdrawn': { orderId: string; reason: WithdrawReason; assignmentIds: string[] };
  'order.declined': { orderId: string; reason: DeclineReason };
  'order.responded': { orderId: string };
  'order.completed': { orderId: string };
  'extension.requested': { extensionId: string; workdays: number };
  'extension.granted': { extensionId: string };
  'extension.declined': { extensionId: string };
  'supervision.opened': {
    supervisionId: string;
    measure: Measure;
    target: Supervised;
    targetId: string;
    reason: SupervisionReason;
  };
  'supervision.answered': { supervisionId: string };
  'supervision.lifted': { supervisionId: string };
  'warning.raised': {
    warningId: string;
    kind: WarningKind;
    key: string;
    reason: string;
    evidence: Evidence | null;
  };
  'warning.acknowledged': { warningId: string };
  'warning.lifted': { warningId: string; reason: LiftReason };
  'timer.warned': { clock: Clock; subject: string };
  'timer.breached': { clock: Clock; subject: string; overdueBySystem: boolean };
  /** `told` are the ids of those who were on duty on that post; empty where nobody was. */
  'timer.escalated': { clock: Clock; subject: string; step: number; to: Post; told: string[] };
}

export type EventType = keyof EventBodies;

/**
 * What a decision produces: the fact, and the timers that it arms. A fact of the `other` case belongs into the log
 * of the second case of a merge.
 */
export type Fact = {
  [T in EventType]: { type: T; body: EventBodies[T]; armed: Timer[]; other?: true };
}[EventType];

/** The facts that belong to the case in question, without the mark that says so. */
export const ownFacts = (facts: readonly Fact[]): Fact[] => facts.filter((fact) => !fact.other);

/** Those that belong into the log of the second case of a merge. */
export const otherFacts = (facts: readonly Fact[]): Fact[] =>
  facts.filter((fact) => fact.other).map(({ other: _, ...fact }) => fact as Fact);

/** A fact in the log: of which case, by whom, when by the database's clock, and the version it made. */
export type Event = Fact & { caseId: string; version: number; at: number; by: By };
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

/** The member of the staff who did it, or null for a resident, a partner or the clockwork. */
export const personOf = (event: Event): string | null => (event.by.kind === 'person' ? event.by.id : null);

/** All event types in the order of a case's life; house.test.ts holds every one to an evolve case and two sentences. */
export const EVENT_TYPES = [
  'case.reported',
  'warning.raised',
  'warning.acknowledged',
  'warning.lifted',
  'case.accepted',
  'case.rejected',
  'case.reclassified',
  'case.excluded',
  'case.entrusted',
  'suggestion.declined',
  'case.guided',
  'case.dispatched',
  'case.suspended',
  'case.resumed',
  'case.merged',
  'case.absorbed',
  'case.unmerged',
  'case.released',
  'case.withdrawn',
  'order.drafted',
  'order.referred',
  'order.issued',
  'order.confirmed',
  'order.declined',
  'order.withdrawn',
  'assignment.signed',
  'order.responded',
  'assignment.contacted',
  'assignment.arrived',
  'assignment.returned',
  'assignment.reassigned',
  'assignment.restored',
  'assignment.split',
  'assignment.done',
  'case.arbitrated',
  'case.recorded',
  'extension.requested',
  'extension.granted',
  'extension.declined',
  'supervision.opened',
  'supervision.answered',
  'supervision.lifted',
  'timer.warned',
  'timer.breached',
  'timer.escalated',
  'case.resolved',
  'case.doubted',
  'order.completed',
  'case.reviewed',
  'case.confirmed',
  'followup.planned',
  'case.redone',
  'followup.done',
  'rating.contested',
  'rating.decided',
] as const satisfies readonly EventType[];
