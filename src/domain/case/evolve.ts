import { evolveAssignment, withNew, withoutHeld } from '../assignment/evolve.ts';
import { personOf, type Event, type EventOf } from '../audit/event.ts';
import { evolveFollowup } from '../followup/evolve.ts';
import { evolveOrder } from '../order/evolve.ts';
import { evolveSupervision } from '../supervision/evolve.ts';
import { settleTimers } from '../timer/evolve.ts';
import { evolveWarning } from '../warning/evolve.ts';
import type { Case } from './case.ts';
import { dispatcherAfter } from './entrust.ts';

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
    excludedDepartmentId: event.body.excludedDepartmentId ?? null,
    dispatcherId: null,
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
    contest: null,
    returns: 0,
    arbitrated: false,
    reviewDue: (event.body.excludedDepartmentId ?? null) !== null,
    doubts: [],
    again: null,
    suspensions: [],
    mergedInto: null,
    absorbed: [],
    supervisions: [],
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
        dispatcherId: dispatcherAfter(before, event),
        state: 'accepted',
        acceptedAt: at,
      };
    }
    case 'case.reclassified':
      return { ...before, ...event.body };
    case 'case.rejected':
      return { ...before, state: 'rejected', closedAt: at };
    case 'case.withdrawn':
      return { ...withoutHeld(before, at), state: 'withdrawn', closedAt: at };
    case 'case.excluded':
      return excluded(before, event);
    case 'case.entrusted':
      return { ...before, dispatcherId: event.body.personId };
    case 'suggestion.declined':
      return before;
    case 'case.guided':
      return { ...before, guidedAt: at };
    case 'case.dispatched':
      return {
        ...withNew(before, event.body.assignments),
        dispatcherId: dispatcherAfter(before, event),
      };
    case 'case.arbitrated':
      return { ...withNew(before, event.body.assignments), arbitrated: true };
    case 'case.suspended':
    case 'case.resumed':
      return rest(before, event);
    case 'case.merged':
    case 'case.unmerged':
    case 'case.absorbed':
    case 'case.released':
      return join(before, event);
    case 'case.recorded': {
      const { recordId: id, kind } = event.body;
      return { ...before, records: [...before.records, { id, kind, at, byId: personOf(event) }] };
    }
    case 'case.resolved':
      return resolved(before, event);
    case 'case.doubted':
      return doubted(before, event);
    case 'case.reviewed':
      return { ...before, reviewDue: false, again: looked(before, event) };
    case 'case.confirmed':
      return { ...before, state: 'confirmed', confirmedAt: at, stars: event.body.stars, reviewDue: false };
    case 'case.redone':
      return redone(before, event);
    case 'followup.planned':
    case 'followup.done':
    case 'rating.contested':
    case 'rating.decided':
      return evolveFollowup(before, event);
    case 'assignment.signed':
    case 'assignment.contacted':
    case 'assignment.arrived':
    case 'assignment.done':
    case 'assignment.returned':
    case 'assignment.reassigned':
    case 'assignment.restored':
    case 'assignment.split':
      return evolveAssignment(before, event);
    case 'order.drafted':
    case 'order.referred':
    case 'order.issued':
    case 'order.confirmed':
    case 'order.declined':
    case 'order.withdrawn':
    case 'order.responded':
    case 'order.completed':
      return evolveOrder(before, event);
    case 'extension.requested':
    case 'extension.granted':
    case 'extension.declined':
      return extended(before, event);
    case 'supervision.opened':
    case 'supervision.answered':
    case 'supervision.lifted':
      return evolveSupervision(before, event);
    case 'warning.raised':
    case 'warning.acknowledged':
    case 'warning.lifted':
      return evolveWarning(before, event);
    case 'timer.warned':
    case 'timer.breached':
    case 'timer.escalated':
      return before;
  }
}

/** From then on the result is looked at from above before it counts. */
function excluded(before: Case, { at, body }: EventOf<'case.excluded'>): Case {
  const { departmentId, mode, assignmentIds } = body;
  return {
    ...withoutHeld(before, at, assignmentIds),
    excludedDepartmentId: departmentId,
    mode,
    reviewDue: departmentId === null ? before.reviewDue : before.confirmedAt === null,
  };
}

function resolved(before: Case, { at, body }: EventOf<'case.resolved'>): Case {
  return {
    ...before,
    state: 'resolved',
    resolvedAt: at,
    settledBy: body.settledBy,
    assignments: before.assignments.map((one) =>
      one.endedAt === null && one.doneAt === null ? { ...one, state: 'done', doneAt: at } : one,
    ),
  };
}

function doubted(before: Case, { at, body }: EventOf<'case.doubted'>): Case {
  const { doubts, againId } = body;
  const again =
    againId === undefined ? before.again : { caseId: againId, at, reviewedAt: null, passed: null };
  return { ...before, doubts: [...before.doubts, ...doubts], again };
}

/** A review of a closed case is about the doubt; before that the resident is still to be asked. */
const looked = ({ state, again }: Case, { at, body }: EventOf<'case.reviewed'>): Case['again'] =>
  again && state === 'closed' ? { ...again, reviewedAt: at, passed: body.passed } : again;

/** A new leg: the stamps of the end are gone, and it may be given back again. */
function redone(before: Case, { body }: EventOf<'case.redone'>): Case {
  return {
    ...withNew(before, body.assignments),
    state: 'accepted',
    resolvedAt: null,
    confirmedAt: null,
    stars: null,
    leg: before.leg + 1,
    returns: 0,
    arbitrated: false,
    reviewDue: body.reviewDue,
    doubts: [],
    again: null,
  };
}

function rest(before: Case, event: EventOf<'case.suspended' | 'case.resumed'>): Case {
  const { at } = event;
  if (event.type === 'case.suspended') {
    const { suspensionId: id, reason, until } = event.body;
    const fresh = { id, reason, at, until, endedAt: null };
    return { ...before, state: 'suspended', suspensions: [...before.suspensions, fresh] };
  }
  const { suspensionId } = event.body;
  return {
    ...before,
    state: 'accepted',
    suspensions: before.suspensions.map((one) => (one.id === suspensionId ? { ...one, endedAt: at } : one)),
  };
}

function join(
  before: Case,
  event: EventOf<'case.merged' | 'case.unmerged' | 'case.absorbed' | 'case.released'>,
): Case {
  const { at } = event;
  switch (event.type) {
    case 'case.merged': {
      const mergedInto = { caseId: event.body.intoId, number: event.body.number, from: before.state };
      return { ...withoutHeld(before, at), state: 'merged', closedAt: at, mergedInto };
    }
    case 'case.unmerged':
      return { ...before, state: before.mergedInto?.from ?? 'accepted', closedAt: null, mergedInto: null };
    case 'case.absorbed': {
      const { fromId: caseId, number } = event.body;
      return { ...before, absorbed: [...before.absorbed, { caseId, number, at }] };
    }
    case 'case.released':
      return { ...before, absorbed: before.absorbed.filter((one) => one.caseId !== event.body.fromId) };
  }
}

function extended(
  before: Case,
  event: EventOf<'extension.requested' | 'extension.granted' | 'extension.declined'>,
): Case {
  const { at } = event;
  const { extensionId: id } = event.body;
  if (event.type === 'extension.requested') {
    const { workdays } = event.body;
    const asked = { id, askedAt: at, askedById: personOf(event), workdays, decidedAt: null, granted: null };
    return { ...before, extensions: [...before.extensions, asked] };
  }
  const decided = { decidedAt: at, granted: event.type === 'extension.granted' };
  return {
    ...before,
    extensions: before.extensions.map((one) => (one.id === id ? { ...one, ...decided } : one)),
  };
}
