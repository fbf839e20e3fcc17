import type { By, Event, EventType } from '../audit/event.ts';
import { sentence } from '../audit/sentence.ts';
import type { Names } from '../audit/words.ts';
import type { Case } from '../case/case.ts';
import { evolve } from '../case/evolve.ts';
import { resultsOf, type RecipientResults } from './clock-result.ts';

/** One fact about an order as its sheet shows it: `version` is its place in the log of the case. */
export interface EvidenceLine {
  version: number;
  type: EventType;
  at: number;
  by: By;
  zh: string;
  en: string;
}

/** 证据链: what the log of a case holds about one order, and what became of the clocks of its recipients. */
export interface Evidence {
  /** The case as its log yields it. */
  subject: Case;
  lines: EvidenceLine[];
  recipients: RecipientResults[];
}

/**
 * Picks from the whole log of a case the facts that concern one order, in their order. Each sentence is told of the
 * case as it stood then, so the log is folded again.
 * @param asOf milliseconds since 1970, up to which clocks that still run are read
 * @returns undefined where the log has no such order
 */
export function evidenceOf(
  events: readonly Event[],
  orderNumber: string,
  names: Names,
  asOf: number,
): Evidence | undefined {
  const lines: EvidenceLine[] = [];
  let subject: Case | undefined;
  for (const event of events) {
    subject = evolve(subject, event);
    const { version, type, at, by } = event;
    if (!concerns(event, subject, orderNumber)) continue;
    const [zh, en] = [sentence(event, subject, names, 'zh'), sentence(event, subject, names, 'en')];
    lines.push({ version, type, at, by, zh, en });
  }
  const order = subject?.orders.find((one) => one.number === orderNumber);
  return subject && order && { subject, lines, recipients: resultsOf(subject, order, asOf) };
}

/** Whether a fact is about this order: itself, a duty that came with it, a clock or a supervision of either. */
function concerns(event: Event, subject: Case, orderNumber: string): boolean {
  const order = subject.orders.find((one) => one.number === orderNumber);
  if (!order) return false;
  const own = (id: string): boolean =>
    id === order.id || subject.assignments.some((one) => one.id === id && one.orderId === order.id);
  switch (event.type) {
    case 'order.drafted':
    case 'order.referred':
    case 'order.issued':
    case 'order.confirmed':
    case 'order.declined':
    case 'order.withdrawn':
    case 'order.responded':
    case 'order.completed':
      return own(event.body.orderId);
    case 'assignment.signed':
    case 'assignment.contacted':
    case 'assignment.arrived':
    case 'assignment.returned':
    case 'assignment.reassigned':
    case 'assignment.restored':
    case 'assignment.split':
    case 'assignment.done':
      return own(event.body.assignmentId);
    case 'supervision.opened':
      return own(event.body.targetId);
    case 'supervision.answered':
    case 'supervision.lifted':
      return own(supervisedBy(subject, event.body.supervisionId));
    case 'timer.warned':
    case 'timer.breached':
    case 'timer.escalated':
      return own(event.body.subject) || own(supervisedBy(subject, event.body.subject));
    default:
      return false;
  }
}

/** What a supervision of this id is about; an empty id where there is none. */
const supervisedBy = (subject: Case, supervisionId: string): string =>
  subject.supervisions.find((one) => one.id === supervisionId)?.targetId ?? '';
