import { within } from '../area/area.ts';
import type { EventOf, Fact } from '../audit/event.ts';
import type { Colleague, Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';

/** True where somebody can have the case at the desk: a dispatcher in whose jurisdiction it lies. */
export const canTake = ({ role, areas }: Omit<Colleague, 'id'>, { place }: Pick<Case, 'place'>): boolean =>
  role === 'dispatcher' && areas.some((prefix) => within(place.areaCode, prefix));

/** 交接: another dispatcher has it at the desk from now on. No department, no clock and no order hangs on that. */
export function entrust(
  before: Case,
  { personId }: CommandBody<'case.entrust'>,
  { colleague }: Pick<Context, 'colleague'>,
): Fact[] | Refusal {
  if (personId === before.dispatcherId) return refuse('nothing-changed');
  if (colleague?.id !== personId) return refuse('unknown-person', { person: personId });
  if (!canTake(colleague, before)) return refuse('cannot-take');
  return [{ type: 'case.entrusted', body: { personId }, armed: [] }];
}

/**
 * Whose case it is after it was accepted or dispatched: the first dispatcher who does either has it, and whoever acts
 * for a dispatcher does it for them.
 */
export function dispatcherAfter(
  { dispatcherId }: Pick<Case, 'dispatcherId'>,
  { by }: EventOf<'case.accepted' | 'case.dispatched'>,
): string | null {
  // Cases that other screens were sent before this was kept have no such field.
  const had = (dispatcherId as string | null | undefined) ?? null;
  if (had !== null || by.kind !== 'person' || by.role !== 'dispatcher') return had;
  return by.onBehalfOf ?? by.id;
}
