import type { Assignment } from '../assignment/assignment.ts';
import type { Event, EventOf } from '../audit/event.ts';
import type { Order } from '../order/order.ts';
import { settleTimers } from '../timer/evolve.ts';
import type { Case } from './case.ts';

/**
 * The one fold of the log: (case, event) → case. The server saves its result, every board in a browser
 * repeats it, and a test holds that old state + events = fresh state for each type.
 *
 * @throws where the event is not the next one of this case: a hole in the feed must never pass unseen.
 */
export function evolve(before: Case | undefined, event: Event): Case {
  if (!before) {
    if (event.type !== 'case.reported') throw new Error(`${event.type} for a case that was never reported`);
    return step(reported(event), event);
  }
  if (event.version !== before.version + 1) {
    throw new Error(`case ${before.number} is at version ${before.version}, event makes ${event.version}`);
  }
  return step(change(before, event), event);
}

function step(after: Case, event: Event): Case {
  const byPerson = event.by.kind !== 'system';
  return {
    ...after,
    version: event.version,
    actedVersion: byPerson ? event.version : after.actedVersion,
    timers: settleTimers(after.timers, event),
  };
}

function reported(event: EventOf<'case.reported'>): Case {
  return {
    ...event.body,
    id: event.caseId,
    version: 0,
    actedVersion: 0,
    state: 'discovered',
    leg: 1,
    settledBy: null,
    guidedAt: null,
    closedAt: null,
    stars: null,
    discoveredAt: event.at,
    acceptedAt: null,
    resolvedAt: null,
    confirmedAt: null,
    fedBackAt: null,
    assignments: [],
    orders: [],
    timers: [],
    warnings: [],
    extensions: [],
    records: [],
    followup: null,
  };
}

function change(before: Case, event: Event): Case {
  const { at } = event;
  switch (event.type) {
    case 'case.reported':
      throw new Error(`case ${before.number} was reported twice`);
    case 'case.accepted': {
      const { label, ...classified } = event.body;
      return {
        ...before,
        ...classified,
        place: { ...before.place, label },
        state: 'accepted',
        acceptedAt: at,
      };
    }
    case 'case.rejected':
      return { ...before, state: 'rejected', closedAt: at };
    case 'case.guided':
      return { ...before, guidedAt: at };
    case 'case.dispatched':
      return { ...before, assignments: [...before.assignments, ...event.body.assignments] };
    case 'case.recorded':
      return {
        ...before,
        records: [
          ...before.records,
          {
            id: event.body.recordId,
            kind: event.body.kind,
            at,
            byId: event.by.kind === 'person' ? event.by.id : null,
          },
        ],
      };
    case 'case.resolved':
      return {
        ...before,
        state: 'resolved',
        resolvedAt: at,
        settledBy: event.body.settledBy,
        assignments: before.assignments.map((one) =>
          one.endedAt === null && one.doneAt === null ? { ...one, state: 'done', doneAt: at } : one,
        ),
      };
    case 'case.confirmed':
      return { ...before, state: 'confirmed', confirmedAt: at, stars: event.body.stars };
    case 'case.redone':
      return {
        ...before,
        state: 'accepted',
        resolvedAt: null,
        confirmedAt: null,
        leg: before.leg + 1,
        assignments: [...before.assignments, ...event.body.assignments],
      };
    case 'followup.done':
      return { ...before, state: 'closed', fedBackAt: at, closedAt: at, followup: { at, ...event.body } };
    case 'assignment.signed':
      return withAssignment(before, event.body.assignmentId, { state: 'signed', signedAt: at });
    case 'assignment.contacted':
      return contacted(before, event.body.assignmentId, at);
    case 'assignment.arrived':
      return withAssignment(before, event.body.assignmentId, { state: 'on-site', arrivedAt: at });
    case 'assignment.returned':
      return withAssignment(before, event.body.assignmentId, { state: 'returned', endedAt: at });
    case 'assignment.reassigned': {
      const left = withAssignment(before, event.body.assignmentId, { state: 'reassigned', endedAt: at });
      return { ...left, assignments: [...left.assignments, event.body.to] };
    }
    case 'order.drafted':
      return { ...before, orders: [...before.orders, drafted(event)] };
    case 'order.referred':
      return withOrder(before, event.body.orderId, { referredAt: at });
    case 'order.issued': {
      const issuedById = event.by.kind === 'person' ? event.by.id : null;
      const issued = withOrder(before, event.body.orderId, { state: 'issued', issuedAt: at, issuedById });
      return { ...issued, assignments: [...issued.assignments, ...event.body.assignments] };
    }
    case 'order.declined':
      return withOrder(before, event.body.orderId, { state: 'declined', declinedAt: at });
    case 'order.responded':
      return withOrder(before, event.body.orderId, { state: 'responded', respondedAt: at });
    case 'order.completed':
      return withOrder(before, event.body.orderId, { state: 'completed', completedAt: at });
    case 'extension.requested':
      return {
        ...before,
        extensions: [
          ...before.extensions,
          {
            id: event.body.extensionId,
            askedAt: at,
            askedById: event.by.kind === 'person' ? event.by.id : null,
            workdays: event.body.workdays,
            decidedAt: null,
            granted: null,
          },
        ],
      };
    case 'extension.granted':
    case 'extension.declined':
      return {
        ...before,
        extensions: before.extensions.map((one) =>
          one.id === event.body.extensionId
            ? { ...one, decidedAt: at, granted: event.type === 'extension.granted' }
            : one,
        ),
      };
    case 'warning.raised':
      return {
        ...before,
        warnings: [
          ...before.warnings,
          { id: event.body.warningId, kind: event.body.kind, reason: event.body.reason, raisedAt: at },
        ],
      };
    case 'timer.warned':
    case 'timer.breached':
      return before;
  }
}

function drafted(event: EventOf<'order.drafted'>): Order {
  const { orderId, ...body } = event.body;
  return {
    ...body,
    id: orderId,
    state: 'drafted',
    draftedAt: event.at,
    draftedById: event.by.kind === 'person' ? event.by.id : null,
    referredAt: null,
    issuedAt: null,
    issuedById: null,
    respondedAt: null,
    completedAt: null,
    declinedAt: null,
  };
}

/** Who is on site already stays there: a call made from the place is no step back. */
function contacted(before: Case, id: string, at: number): Case {
  const there = before.assignments.some((one) => one.id === id && one.arrivedAt !== null);
  return withAssignment(before, id, { contactedAt: at, state: there ? 'on-site' : 'contacted' });
}

const withAssignment = (before: Case, id: string, change: Partial<Assignment>): Case => ({
  ...before,
  assignments: before.assignments.map((one) => (one.id === id ? { ...one, ...change } : one)),
});

const withOrder = (before: Case, id: string, change: Partial<Order>): Case => ({
  ...before,
  orders: before.orders.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
