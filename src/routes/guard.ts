import { redirect } from '@sveltejs/kit';
import type { Person } from '#domain/person/person.ts';

/** To the sign-in page, and from there back to the page that was asked for. */
export function toSignIn(url: URL): never {
  const to = new URLSearchParams({ to: url.pathname + url.search });
  redirect(303, `/sign-in?${to}`);
}

/** The member of the staff behind a page; entrance.ts says which roles there are let in. */
export function requirePerson(locals: App.Locals, url: URL): Person {
  const { viewer } = locals;
  return viewer?.kind === 'person' ? viewer.person : toSignIn(url);
}
