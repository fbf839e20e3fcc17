import { isRefusal, type Refusal, type RefusalCode } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';

/**
 * As whom a viewer may do a thing: as the person itself, then for each of those for whom it acts, with their rights and
 * under both names. Nobody's delegated rights are passed on to a third.
 */
export function capacitiesOf(viewer: Viewer): Viewer[] {
  if (viewer.kind !== 'person' || !viewer.acting?.length) return [viewer];
  const { person, sessionId, acting } = viewer;
  const own: Viewer = { kind: 'person', person, sessionId };
  return [
    own,
    ...acting.map((other): Viewer => {
      const { role, areas, departmentId, deputyOf } = other;
      const rights = { role, areas, departmentId, deputyOf };
      return { kind: 'person', person: { ...person, ...rights }, sessionId, onBehalfOf: other.id };
    }),
  ];
}

/** What is refused because of who asks, and of nothing else: another capacity may be allowed it. */
const FOR_WANT_OF_RIGHTS: ReadonlySet<RefusalCode> = new Set([
  'not-allowed',
  'not-found',
  'not-your-order',
  'outside-jurisdiction',
  'queue-not-yours',
  'figures-not-yours',
  'figures-outside-area',
]);

/** The answer in the first capacity that is not refused it for want of rights; else the last refusal, the one nearest to what was meant. */
export async function firstAllowed<T>(
  capacities: readonly Viewer[],
  work: (capacity: Viewer) => Promise<T | Refusal>,
): Promise<T | Refusal> {
  let answer: T | Refusal | undefined;
  for (const capacity of capacities) {
    answer = await work(capacity);
    if (!isRefusal(answer) || !FOR_WANT_OF_RIGHTS.has(answer.refused)) return answer;
  }
  if (answer === undefined) throw new Error('nobody asks');
  return answer;
}
