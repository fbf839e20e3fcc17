import type { Role } from '#domain/person/person.ts';

/** Where the work of a role begins. An administrator without a screen of its own begins at the start page. */
const HOMES: Record<Role, string> = {
  volunteer: '/community',
  worker: '/community',
  secretary: '/community',
  dispatcher: '/desk',
  officer: '/department',
  supervisor: '/desk',
  leader: '/insight',
  'system-admin': '/',
  'security-admin': '/admin',
  'audit-admin': '/audit',
};

export const homeOf = (role: Role): string => HOMES[role];

/** The path to go on to, or null where `to` is none of this site: a link must never lead a fresh session elsewhere. */
export function ownPath(to: string | null): string | null {
  if (to === null || !/^\/(?![/\\])/.test(to)) return null;
  const base = 'http://own.invalid';
  const url = URL.canParse(to, base) ? new URL(to, base) : undefined;
  if (url?.origin !== base || url.pathname.startsWith('//')) return null;
  return url.pathname === '/sign-in' ? null : url.pathname + url.search + url.hash;
}
