import type { Point } from '#domain/area/point.ts';
import { isHeld } from '#domain/assignment/assignment.ts';
import { isOpen, type Case } from '#domain/case/case.ts';
import type { Department } from '#domain/department/department.ts';
import { isRunning, tierOf, timerOf } from '#domain/timer/timer.ts';
import { FRESH_MS } from '../ui/countdown.ts';

/** One department's part of an order as the map draws it. */
export interface OrderLine {
  /** The assignment. */
  id: string;
  caseId: string;
  from: Point;
  to: Point;
  departmentId: string;
  state: 'waiting' | 'just-signed' | 'signed';
  look: 'running' | 'amber' | 'red';
}

/** How long the quiet line of a signed order stays after the last signature. */
export const SIGNED_STAYS_MS = 30 * 60_000;

/** One line for each department of each order that has been issued, from the place of the case. */
export function orderLinesOf(
  cases: Iterable<Case>,
  departments: ReadonlyMap<string, Department>,
  now: number,
): OrderLine[] {
  const lines: OrderLine[] = [];
  for (const subject of cases) {
    if (!isOpen(subject) || subject.orders.length === 0) continue;
    for (const order of subject.orders) {
      if (order.issuedAt === null) continue;
      const recipients = subject.assignments.filter(
        (assignment) =>
          assignment.orderId === order.id && (assignment.signedAt !== null || isHeld(assignment)),
      );
      const waiting = recipients.some((assignment) => assignment.signedAt === null);
      const last = Math.max(0, ...recipients.map((assignment) => assignment.signedAt ?? 0));
      if (!waiting && now - last > SIGNED_STAYS_MS) continue;
      for (const assignment of recipients) {
        const department = departments.get(assignment.departmentId);
        if (!department) continue;
        const timer = timerOf(subject.timers, 'sign', assignment.id);
        const tier = timer && isRunning(timer) ? tierOf(timer, now) : 'running';
        const signed = assignment.signedAt;
        lines.push({
          id: assignment.id,
          caseId: subject.id,
          from: subject.place,
          to: department,
          departmentId: department.id,
          state: signed === null ? 'waiting' : now - signed < FRESH_MS ? 'just-signed' : 'signed',
          look: tier === 'amber' || tier === 'red' ? tier : 'running',
        });
      }
    }
  }
  return lines;
}
