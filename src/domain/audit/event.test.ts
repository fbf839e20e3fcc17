import { describe, expect, test } from 'vitest';
import { settle } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { LIVES } from '../../../tests/support/lives.ts';
import { CLOCKS } from '../timer/timer.ts';
import { EVENT_TYPES, otherFacts, ownFacts, type EventType, type Fact } from './event.ts';

const live = () => [...Object.values(LIVES), [settle()]].map((life) => after(...life));
const eventsOf = (scenes: ReturnType<typeof live>) =>
  scenes.flatMap((scene) => [...scene.events, ...(scene.other?.events ?? [])]);

/** What each fact holds, and nothing else: ids, codes and instants. A field with a question mark may be missing. */
const FIELDS: Record<EventType, string> = {
  'case.reported':
    'backlog channel complexity excludedDepartmentId? kind matterCode mode number place urgency',
  'case.accepted': 'complexity kind label matterCode urgency',
  'case.rejected': 'reason',
  'case.reclassified': 'complexity kind matterCode urgency',
  'case.suspended': 'reason suspensionId until',
  'case.resumed': 'early suspensionId',
  'case.merged': 'intoId number',
  'case.absorbed': 'fromId number',
  'case.unmerged': 'intoId',
  'case.released': 'fromId',
  'case.withdrawn': 'reason',
  'case.excluded': 'assignmentIds departmentId mode',
  'case.entrusted': 'personId',
  'suggestion.declined': 'code of reason',
  'case.guided': 'areaCode',
  'case.dispatched': 'assignments',
  'case.recorded': 'kind recordId',
  'case.resolved': 'departmentId settledBy',
  'case.confirmed': 'stars',
  'case.redone': 'assignments reviewDue',
  'case.doubted': 'againId? doubts',
  'case.reviewed': 'passed',
  'case.arbitrated': 'assignments reason',
  'followup.planned': 'causes method',
  'followup.done': 'fault reached redo satisfied solved',
  'rating.contested': 'contestId departmentId reason',
  'rating.decided': 'contestId upheld',
  'assignment.signed': 'assignmentId departmentId',
  'assignment.contacted': 'assignmentId departmentId',
  'assignment.arrived': 'assignmentId departmentId',
  'assignment.returned': 'assignmentId departmentId reason',
  'assignment.reassigned': 'assignmentId departmentId reason to',
  'assignment.restored': 'assignmentId back backId departmentId',
  'assignment.split': 'assignmentId assignments departmentId',
  'assignment.done': 'assignmentId departmentId',
  'order.drafted': 'areaCode meeting number onSiteAt onSiteWithinMin orderId recipients templateId',
  'order.referred': 'orderId',
  'order.issued': 'assignments byDeputy orderId',
  'order.confirmed': 'orderId',
  'order.withdrawn': 'assignmentIds orderId reason',
  'order.declined': 'orderId reason',
  'order.responded': 'orderId',
  'order.completed': 'orderId',
  'extension.requested': 'extensionId workdays',
  'extension.granted': 'extensionId',
  'extension.declined': 'extensionId',
  'supervision.opened': 'measure reason supervisionId target targetId',
  'supervision.answered': 'supervisionId',
  'supervision.lifted': 'supervisionId',
  'warning.raised': 'evidence key kind reason warningId',
  'warning.acknowledged': 'warningId',
  'warning.lifted': 'reason warningId',
  'timer.warned': 'clock subject',
  'timer.breached': 'clock overdueBySystem subject',
  'timer.escalated': 'clock step subject to told',
};

describe('every fact in the log', () => {
  test('holds its fields and no other, and every type occurs', () => {
    const events = eventsOf(live());
    for (const { type, body } of events) {
      const fields = FIELDS[type].split(' ');
      const held = Object.keys(body);
      const strange = held.filter((field) => !fields.includes(field) && !fields.includes(`${field}?`));
      expect(strange, type).toEqual([]);
      const missing = fields.filter((field) => !field.endsWith('?') && !held.includes(field));
      expect(missing, type).toEqual([]);
      expect(Object.values(body), type).not.toContain(undefined);
      expect(Object.values(body), type).not.toContain('');
    }
    expect([...new Set(events.map((event) => event.type))].sort()).toEqual([...EVENT_TYPES].sort());
  });

  test('arms timers and nothing but timers', () => {
    for (const { armed } of eventsOf(live()))
      for (const timer of armed) {
        expect(CLOCKS).toContain(timer.clock);
        expect(timer.stoppedAt).toBeNull();
      }
  });

  test('states what it says: what speaks of a duty or an order names one that the case has', () => {
    for (const { subject, events: log } of live()) {
      const orders = subject.orders.map((one) => one.id);
      const duties = subject.assignments.map((one) => one.id);
      for (const { type, body } of log) {
        if ('orderId' in body) expect(orders, type).toContain(body.orderId);
        if ('assignmentId' in body) expect(duties, type).toContain(body.assignmentId);
        if ('assignmentIds' in body) for (const id of body.assignmentIds) expect(duties, type).toContain(id);
      }
    }
  });
});

test('the facts of a merge are told apart by whose log they belong to, and the mark is taken off', () => {
  const own: Fact = { type: 'case.merged', body: { intoId: 'b', number: 'B' }, armed: [] };
  const other: Fact = { type: 'case.absorbed', body: { fromId: 'a', number: 'A' }, armed: [], other: true };
  expect(ownFacts([own, other])).toEqual([own]);
  expect(otherFacts([own, other])).toEqual([
    { type: 'case.absorbed', body: { fromId: 'a', number: 'A' }, armed: [] },
  ]);
});
