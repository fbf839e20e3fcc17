import type { Assignment, Recipient, ReturnReason } from '../assignment/assignment.ts';
import type { CaseKind, Channel, Mode, Place, RecordKind, SettledBy } from '../case/case.ts';
import type { Complexity, Urgency } from '../matter/matter.ts';
import type { DeclineReason } from '../order/order.ts';
import type { Role } from '../person/person.ts';
import type { Clock, Timer } from '../timer/timer.ts';
import type { WarningKind } from '../warning/warning.ts';

/** Who did it: a member of the staff, the resident of the case, a partner system, or the clockwork. */
export type By =
  | { kind: 'person'; id: string; role: Role; departmentId: string | null }
  | { kind: 'resident' }
  | { kind: 'partner'; id: string }
  | { kind: 'system' };

export const REJECT_REASONS = ['not-public', 'in-court', 'no-facts', 'repeated', 'outside'] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const REASSIGN_REASONS = ['not-ours', 'nearer', 'load', 'skill', 'mistake'] as const;
export type ReassignReason = (typeof REASSIGN_REASONS)[number];

/** Every fact that the log can hold, by name. A body holds ids, codes and instants, never personal data. */
export interface EventBodies {
  'case.reported': {
    number: string;
    kind: CaseKind;
    channel: Channel;
    mode: Mode;
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
  'case.guided': { areaCode: string };
  'case.dispatched': { assignments: Assignment[] };
  'case.recorded': { recordId: string; kind: RecordKind };
  'case.resolved': { settledBy: SettledBy | null; departmentId: string | null };
  'case.confirmed': { stars: number | null };
  'case.redone': { assignments: Assignment[] };
  'followup.done': { reached: boolean; satisfied: boolean | null };
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
  'order.drafted': {
    orderId: string;
    number: string;
    areaCode: string;
    recipients: Recipient[];
    onSiteWithinMin: number;
  };
  'order.referred': { orderId: string };
  'order.issued': { orderId: string; assignments: Assignment[] };
  'order.declined': { orderId: string; reason: DeclineReason };
  'order.responded': { orderId: string };
  'order.completed': { orderId: string };
  'extension.requested': { extensionId: string; workdays: number };
  'extension.granted': { extensionId: string };
  'extension.declined': { extensionId: string };
  'warning.raised': { warningId: string; kind: WarningKind; reason: string };
  'timer.warned': { clock: Clock; subject: string };
  'timer.breached': { clock: Clock; subject: string; overdueBySystem: boolean };
}

export type EventType = keyof EventBodies;

/** What a decision produces: the fact, and the timers that it arms. */
export type Fact = {
  [T in EventType]: { type: T; body: EventBodies[T]; armed: Timer[] };
}[EventType];

/** A fact in the log: of which case, by whom, when by the database's clock, and the version it made. */
export type Event = Fact & { caseId: string; version: number; at: number; by: By };
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

/** All event types in the order of a case's life; house.test.ts holds every one to an evolve case and two sentences. */
export const EVENT_TYPES = [
  'case.reported',
  'warning.raised',
  'case.accepted',
  'case.rejected',
  'case.guided',
  'case.dispatched',
  'order.drafted',
  'order.referred',
  'order.issued',
  'order.declined',
  'assignment.signed',
  'order.responded',
  'assignment.contacted',
  'assignment.arrived',
  'assignment.returned',
  'assignment.reassigned',
  'case.recorded',
  'extension.requested',
  'extension.granted',
  'extension.declined',
  'timer.warned',
  'timer.breached',
  'case.resolved',
  'order.completed',
  'case.confirmed',
  'case.redone',
  'followup.done',
] as const satisfies readonly EventType[];
