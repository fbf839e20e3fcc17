import type { Event } from './event.ts';

/**
 * Under which reference the free text of an act is sealed, found from its event: the id of what it made, or the act
 * and the version of the case that it made. Undefined for events that carry no text.
 */
export function textRef(event: Event): string | undefined {
  const { type, body, version } = event;
  switch (type) {
    case 'case.recorded':
      return body.recordId;
    case 'case.resolved':
    case 'assignment.done':
      return `outcome:${version}`;
    case 'case.suspended':
      return body.suspensionId;
    case 'case.withdrawn':
    case 'case.reviewed':
    case 'followup.done':
      return `${type}:${version}`;
    case 'case.redone':
      return `redo:${version}`;
    case 'order.drafted':
      return body.orderId;
    case 'extension.requested':
      return body.extensionId;
    case 'supervision.opened':
      return body.supervisionId;
    case 'supervision.answered':
      return `answer:${body.supervisionId}`;
    case 'rating.contested':
      return body.contestId;
    default:
      return undefined;
  }
}
