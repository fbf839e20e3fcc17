import type { Case } from '../case/case.ts';
import type { Event } from './event.ts';
import {
  holderOf,
  numberOf,
  orderName,
  signedOf,
  suggestedOf,
  takenBy,
  targetOf,
  thingOf,
  warningOf,
} from './phrase.ts';
import {
  CLOCK_WORDS,
  DOUBT_WORDS,
  DURATION,
  MEASURE_WORDS,
  POST_WORDS,
  RECORD_WORDS,
  SUSPEND_WORDS,
  type Names,
} from './words.ts';

/** A Fubao order: Luohu Market Bureau signed for order LH-L210723-001 after 1 min 31 s. */
export function english(event: Event, subject: Case, names: Names): string {
  const thing = thingOf(subject, names, 'en');
  const department = (id: string): string => names.department(id, 'en');
  switch (event.type) {
    case 'case.reported':
      return `${names.channel(event.body.channel, 'en')}: a ${names.kind(event.body.kind, 'en')} was received: ${thing}.`;
    case 'case.accepted':
      return `Accepted after ${DURATION.en(event.at - subject.discoveredAt)}: ${thing}.`;
    case 'case.rejected':
      return `Not accepted: ${thing}.`;
    case 'case.reclassified':
      return `Reclassified as ${names.matter(event.body.matterCode, 'en')}, limits counted from their original starts: ${thing}.`;
    case 'case.suspended':
      return `Suspended (${SUSPEND_WORDS[event.body.reason].en}), resumes by itself: ${thing}.`;
    case 'case.resumed':
      return `Resumed ${event.body.early ? 'early' : 'in time'}: ${thing}.`;
    case 'case.merged':
      return `Merged into ${event.body.number}: ${thing}.`;
    case 'case.absorbed':
      return `Took in ${event.body.number}: ${thing}.`;
    case 'case.unmerged':
      return `Stands alone again: ${thing}.`;
    case 'case.released':
      return `Released a case that was merged into it: ${thing}.`;
    case 'case.withdrawn':
      return `Withdrawn: ${thing}.`;
    case 'case.excluded':
      return event.body.departmentId === null
        ? `No department is excluded any more: ${thing}.`
        : `${department(event.body.departmentId)} is what it is about; excluded and handled one level up: ${thing}.`;
    case 'case.entrusted':
      return `Handed over between dispatchers, departments and clocks unchanged: ${thing}.`;
    case 'suggestion.declined':
      return `The suggested ${event.body.of} (${suggestedOf(event.body, names, 'en')}) was not taken: ${thing}.`;
    case 'case.guided':
      return `Guided to ${names.area(event.body.areaCode, 'en')}: ${thing}.`;
    case 'case.dispatched':
      return `Dispatched to ${event.body.assignments.map((one) => department(one.departmentId)).join(', ')}: ${thing}.`;
    case 'case.arbitrated':
      return `A supervisor decided that ${event.body.assignments.map((one) => department(one.departmentId)).join(', ')} handles it: ${thing}.`;
    case 'case.recorded':
      return `A ${RECORD_WORDS[event.body.kind].en} was recorded: ${thing}.`;
    case 'case.resolved':
      if (event.body.settledBy === 'grid') return `Settled on patrol by a grid worker: ${thing}.`;
      if (event.body.settledBy === 'volunteer') return `Settled on the spot by a volunteer: ${thing}.`;
      return `Resolved${event.body.departmentId ? ` by ${department(event.body.departmentId)}` : ''}: ${thing}.`;
    case 'case.doubted':
      return `The resolution is in doubt (${event.body.doubts.map((one) => DOUBT_WORDS[one].en).join(', ')}), ${subject.closedAt === null ? 'the resident is called' : 'it awaits a review'}: ${thing}.`;
    case 'case.reviewed':
      return `Reviewed, ${event.body.passed ? 'passed' : 'not passed'}: ${thing}.`;
    case 'case.confirmed':
      return `The resident confirmed the solution: ${thing}.`;
    case 'case.redone':
      return `Not solved; it is redone: ${thing}.`;
    case 'followup.planned':
      return `Follow-up by ${event.body.method} planned: ${thing}.`;
    case 'followup.done':
      return event.body.redo
        ? `The resident is not satisfied; it goes back: ${thing}.`
        : `Followed up with the resident: ${thing}.`;
    case 'rating.contested':
      return `${department(event.body.departmentId)} contests the score: ${thing}.`;
    case 'rating.decided':
      return `The appeal of the score was ${event.body.upheld ? 'upheld' : 'dismissed'}: ${thing}.`;
    case 'assignment.signed':
      return `${department(event.body.departmentId)} signed for${signedOf(subject, event.body.assignmentId, names, 'en')} after ${DURATION.en(takenBy(subject, event.body.assignmentId, event.at))}.`;
    case 'assignment.contacted':
      return `${department(event.body.departmentId)} contacted the resident after ${DURATION.en(takenBy(subject, event.body.assignmentId, event.at))}: ${thing}.`;
    case 'assignment.arrived':
      return `${department(event.body.departmentId)} is on site: ${thing}.`;
    case 'assignment.returned':
      return `${department(event.body.departmentId)} returned it: ${thing}.`;
    case 'assignment.reassigned':
      return `Reassigned from ${department(event.body.departmentId)} to ${department(event.body.to.departmentId)}, the total limit unchanged: ${thing}.`;
    case 'assignment.restored':
      return `The reassignment was undone; back from ${department(event.body.departmentId)} to ${department(event.body.back)}, the total limit unchanged: ${thing}.`;
    case 'assignment.split':
      return `${event.body.assignments.map((one) => department(one.departmentId)).join(', ')} came in to support: ${thing}.`;
    case 'assignment.done':
      return `${department(event.body.departmentId)} finished its part: ${thing}.`;
    case 'order.drafted':
      return `${names.area(event.body.areaCode, 'en')} drafted ${orderName(event.body.number, 'en')}, awaiting approval: ${thing}.`;
    case 'order.referred':
      return `The secretary did not decide in time; the deputy is asked about ${orderName(numberOf(subject, event.body.orderId), 'en')}.`;
    case 'order.issued':
      return `${names.area(subject.place.areaCode, 'en')} issued ${orderName(numberOf(subject, event.body.orderId), 'en')} to ${event.body.assignments.map((one) => department(one.departmentId)).join(', ')}: ${thing}.`;
    case 'order.confirmed':
      return `The secretary confirmed ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'order.withdrawn':
      return `Withdrew ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'order.declined':
      return `Declined ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'order.responded':
      return `All recipients signed for ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'order.completed':
      return `Completed ${orderName(numberOf(subject, event.body.orderId), 'en')}: ${thing}.`;
    case 'extension.requested':
      return `An extension of ${event.body.workdays} working days was asked for: ${thing}.`;
    case 'extension.granted':
      return `The extension was granted: ${thing}.`;
    case 'extension.declined':
      return `The extension was declined: ${thing}.`;
    case 'supervision.opened':
      return `${MEASURE_WORDS[event.body.measure].en}: ${targetOf(subject, event.body, names, 'en')}${thing}.`;
    case 'supervision.answered':
      return `The supervision was answered: ${thing}.`;
    case 'supervision.lifted':
      return `The supervision was lifted: ${thing}.`;
    case 'warning.raised':
      return `Warning in ${names.area(subject.place.areaCode, 'en')}: ${warningOf(event.body, names, 'en')}, ${thing}.`;
    case 'warning.acknowledged':
      return `The warning was acknowledged: ${thing}.`;
    case 'warning.lifted':
      return `The warning was lifted: ${thing}.`;
    case 'timer.warned':
      return `${holderOf(subject, event.body.subject, names, 'en')}${CLOCK_WORDS[event.body.clock].en} is close to its limit: ${thing}.`;
    case 'timer.breached':
      return `${holderOf(subject, event.body.subject, names, 'en')}${CLOCK_WORDS[event.body.clock].en} is overdue: ${thing}.`;
    case 'timer.escalated':
      return `${holderOf(subject, event.body.subject, names, 'en')}${CLOCK_WORDS[event.body.clock].en} is overdue, ${POST_WORDS[event.body.to].en} was told: ${thing}.`;
  }
}
