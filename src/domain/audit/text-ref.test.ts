import { expect, test } from 'vitest';
import { after } from '../../../tests/support/given.ts';
import { LIVES } from '../../../tests/support/lives.ts';
import { EVENT_TYPES, type Event, type EventOf, type EventType } from './event.ts';
import { textRef } from './text-ref.ts';

/** Which facts carry words, and the reference under which those are sealed; all others carry none. */
const SEALED: { [T in EventType]?: (event: EventOf<T>) => string } = {
  'case.recorded': ({ body }) => body.recordId,
  'case.resolved': ({ version }) => `outcome:${version}`,
  'case.suspended': ({ body }) => body.suspensionId,
  'case.withdrawn': ({ version }) => `case.withdrawn:${version}`,
  'case.reviewed': ({ version }) => `case.reviewed:${version}`,
  'case.redone': ({ version }) => `redo:${version}`,
  'followup.done': ({ version }) => `followup.done:${version}`,
  'assignment.done': ({ version }) => `outcome:${version}`,
  'order.drafted': ({ body }) => body.orderId,
  'extension.requested': ({ body }) => body.extensionId,
  'supervision.opened': ({ body }) => body.supervisionId,
  'supervision.answered': ({ body }) => `answer:${body.supervisionId}`,
  'rating.contested': ({ body }) => body.contestId,
};

const events = Object.values(LIVES).flatMap((life) => after(...life).events);

test.each(EVENT_TYPES)('%s', (type) => {
  const ones = events.filter((event) => event.type === type);
  expect(ones.length).toBeGreaterThan(0);
  const expected = SEALED[type] as ((event: Event) => string) | undefined;
  for (const event of ones) expect(textRef(event)).toBe(expected?.(event));
});
