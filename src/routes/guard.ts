import { redirect } from '@sveltejs/kit';
import type { Person, Role } from '#domain/person/person.ts';

/** The member of the staff behind a page; whoever is not signed in is sent to the sign-in page and comes back. */
export function requirePerson(locals: App.Locals, url: URL, roles?: readonly Role[]): Person {
  const { viewer } = locals;
  if (viewer?.kind === 'newcomer') redirect(303, '/account');
  if (viewer?.kind === 'person') {
    const inRole = [viewer.person, ...(viewer.acting ?? [])].some(({ role }) => roles?.includes(role) ?? true);
    if (inRole) return viewer.person;
  }
  const to = new URLSearchParams({ to: url.pathname + url.search });
  redirect(303, `/sign-in?${to}`);
}
