import { within } from '#domain/area/area.ts';
import type { View } from '#domain/board/view.ts';
import type { Role } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';

/**
 * What a person of one of these roles sees of a queue: the own rights, narrowed to `area` where it is asked for. An area
 * outside of them is as if it did not exist.
 */
export function queueView(viewer: Viewer, roles: readonly Role[], area: string | undefined): View | Refusal {
  if (viewer.kind !== 'person' || !roles.includes(viewer.person.role)) return refuse('queue-not-yours');
  const rights = rightsOf(viewer);
  if (area === undefined) return rights;
  return rights.areas.some((prefix) => within(area, prefix))
    ? { areas: [area], departments: [] }
    : refuse('not-found');
}
