import { redirect } from '@sveltejs/kit';
import type { Person, Role } from '#domain/person/person.ts';
import { ENTRANCES } from './entrance.ts';

/** To the sign-in page, and from there back to the page that was asked for; who has yet to finish signing in finishes first. */
export function toSignIn({ viewer }: App.Locals, url: URL): never {
  if (viewer?.kind === 'newcomer') redirect(303, '/account');
  const to = new URLSearchParams({ to: url.pathname + url.search });
  redirect(303, `/sign-in?${to}`);
}

/** The member of the staff behind a page, in the capacity in which the entrance of `route` lets in. */
export function requirePerson(locals: App.Locals, url: URL, route?: keyof typeof ENTRANCES): Person {
  const { viewer } = locals;
  const entrance = route === undefined ? undefined : ENTRANCES[route];
  const roles = typeof entrance === 'object' ? entrance : undefined;
  const person = viewer?.kind === 'person' ? seatOf(viewer.person, viewer.acting ?? [], roles) : undefined;
  return person ?? toSignIn(locals, url);
}

/**
 * The person with what may be done on this page: the own role, or, by delegation, that of somebody else for whom the
 * page is. Where several fit, one who decides at once goes before a deputy, who does so only when time has run out.
 * The server chooses for each act anew in which capacity it is done.
 */
function seatOf(own: Person, acting: readonly Person[], roles?: readonly Role[]): Person | undefined {
  const fitting = [own, ...acting].filter(({ role }) => roles?.includes(role) ?? true);
  const rank = ({ role, deputyOf }: Person): number =>
    role === 'secretary' ? (deputyOf === null ? 0 : 1) : 2;
  const [first] = roles ? fitting.toSorted((a, b) => rank(a) - rank(b)) : fitting;
  if (!first) return undefined;
  const { role, departmentId, deputyOf, force } = first;
  const areas = [...new Set(fitting.flatMap((one) => one.areas))];
  return { ...own, role, departmentId, deputyOf, force, areas };
}
