import type { EventType } from '#domain/audit/event.ts';
import type { Result } from '#domain/order/clock-result.ts';
import type { OrderState } from '#domain/order/order.ts';
import type { Role } from '#domain/person/person.ts';
import type { Urgency } from '#domain/matter/matter.ts';
import { dayName, dayNumber } from '#domain/timer/calendar.ts';
import { m } from '$lib/paraglide/messages.js';
import { monthDay, timeOfDay } from '$lib/ui/moment.ts';
import type { OrderSheet, SheetLine } from '#server/order/evidence.ts';

/** What the sheet calls its departments, its matter and its area, in the reader's language. */
export interface Named {
  district: string;
  community: string;
  matter: string | null;
  departments: Record<string, string>;
}

export const STATE: Record<OrderState, () => string> = {
  drafted: m.order_state_drafted,
  issued: m.order_state_issued,
  responded: m.order_state_responded,
  completed: m.order_state_completed,
  declined: m.order_state_declined,
  withdrawn: m.order_state_withdrawn,
};

export const URGENCY: Record<Urgency, () => string> = {
  1: m.order_urgency_1,
  2: m.order_urgency_2,
  3: m.order_urgency_3,
};

/** A result as a sign and a word, so that it is read without colour. */
export const RESULT: Record<Result, { sign: string; word: () => string }> = {
  'in-time': { sign: '✓', word: m.order_result_in_time },
  late: { sign: '▲', word: m.order_result_late },
  running: { sign: '○', word: m.order_result_running },
  resting: { sign: '‖', word: m.order_result_resting },
  overdue: { sign: '▲', word: m.order_result_overdue },
  ended: { sign: '—', word: m.order_result_ended },
};

const ROLE: Record<Role, () => string> = {
  volunteer: m.order_role_volunteer,
  worker: m.order_role_worker,
  secretary: m.order_role_secretary,
  dispatcher: m.order_role_dispatcher,
  officer: m.order_role_officer,
  supervisor: m.order_role_supervisor,
  leader: m.order_role_leader,
  'system-admin': m.order_role_admin,
  'security-admin': m.order_role_admin,
  'audit-admin': m.order_role_admin,
};

/** By which office a thing was done: a department's name, a role, or the system; never a person's name. */
export function officeOf(line: SheetLine, { order }: OrderSheet, named: Named): string {
  if (line.by === 'system') return m.order_system();
  if (line.by === 'resident') return m.order_resident();
  if (line.by === 'partner' || line.role === null) return m.order_partner();
  if (line.type === 'order.issued' && order.byDeputy) return m.order_role_deputy();
  return (line.departmentId !== null && named.departments[line.departmentId]) || ROLE[line.role]();
}

const STEPS: Partial<Record<EventType, () => string>> = {
  'order.drafted': m.order_step_drafted,
  'order.referred': m.order_step_referred,
  'order.issued': m.order_step_issued,
  'order.confirmed': m.order_step_confirmed,
  'order.declined': m.order_step_declined,
  'order.withdrawn': m.order_step_withdrawn,
};

/** What a step of the order's own life is called, or undefined for any other fact. */
export const stepOf = (line: SheetLine, { order }: OrderSheet): string | undefined =>
  (line.type === 'order.issued' && order.byDeputy ? m.order_step_deputy : STEPS[line.type])?.();

/** 2026-11-25 17:45:10: on paper the year is written once, and the second always. */
export const fullTime = (at: number): string => `${dayName(dayNumber(at))} ${timeOfDay(at)}`;
export const shortTime = (at: number): string => `${monthDay(at)} ${timeOfDay(at)}`;
