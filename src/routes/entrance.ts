import type { RouteId } from '$app/types';
import { ON_SHIFT } from '#domain/desk/colleague.ts';
import { isAdministrator, ROLES, type Role } from '#domain/person/person.ts';
import type { Viewer } from '#server/access/actor.ts';

/** Those who handle cases. */
const HANDLERS = ROLES.filter((role) => !isAdministrator(role));
const COMMUNITY = ['worker', 'secretary', 'volunteer'] as const;

/**
 * Whom a route lets in: roles of the staff; `anyone`, where the page or what it asks decides for itself (a receipt code,
 * a device, the registry of the door); `nowhere`, for a step of a path at which there is nothing.
 */
type Entrance = readonly Role[] | 'anyone' | 'nowhere';

/**
 * EVERY route. One that stands not here does not compile, and lets nobody in: hooks.server.ts asks this table before
 * anything of a route runs. What a page then shows comes through the door, which has rights of its own.
 */
export const ENTRANCES: Record<RouteId, Entrance> = {
  '/': 'anyone',
  '/sign-in': 'anyone',
  '/report': 'anyone',
  '/track': 'anyone',
  '/track/[code]': 'anyone',
  '/wall': 'nowhere',
  '/wall/[area]': 'anyone',
  '/desk': HANDLERS,
  '/desk/handover': ON_SHIFT,
  '/insight': HANDLERS,
  '/community': COMMUNITY,
  '/community/register': COMMUNITY,
  '/community/[id]': COMMUNITY,
  '/community/[id]/order': COMMUNITY,
  '/department': ['officer'],
  '/department/[id]': ['officer'],
  '/order': 'nowhere',
  '/order/[number]': HANDLERS,
  '/certificate': ROLES,
  '/certificate/[id]': ROLES,
  '/account': 'anyone',
  '/admin': ['security-admin'],
  '/admin/delegations': ['security-admin'],
  '/admin/devices': ['security-admin'],
  '/admin/keys': ['security-admin'],
  '/admin/second-factor': ['security-admin'],
  '/audit': ['audit-admin'],
  '/api': 'nowhere',
  '/api/v1': 'nowhere',
  '/api/v1/[...path]': 'anyone',
  '/open311': 'nowhere',
  '/open311/[...path]': 'anyone',
  '/health': 'nowhere',
  '/health/live': 'anyone',
  '/health/ready': 'anyone',
};

export function letsIn(route: RouteId, viewer: Viewer | undefined): boolean {
  const entrance: Entrance | undefined = ENTRANCES[route];
  if (entrance === undefined || entrance === 'nowhere') return false;
  if (entrance === 'anyone') return true;
  if (viewer?.kind !== 'person') return false;
  return [viewer.person, ...(viewer.acting ?? [])].some(({ role }) => entrance.includes(role));
}
