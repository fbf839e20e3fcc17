import { redirect } from '@sveltejs/kit';
import type { Person, Role } from '#domain/person/person.ts';

/** The member of the staff behind a page; whoever is not signed in is sent to the sign-in page and comes back. */
export function requirePerson(locals: App.Locals, url: URL, roles?: readonly Role[]): Person {
  const { viewer } = locals;
  if (viewer?.kind === 'newcomer') redirect(303, '/account');
  const person = viewer?.kind === 'person' ? seatOf(viewer.person, viewer.acting ?? [], roles) : undefined;
  if (person) return person;
  const to = new URLSearchParams({ to: url.pathname + url.search });
  redirect(303, `/sign-in?${to}`);
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
