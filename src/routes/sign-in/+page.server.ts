import { fail, redirect } from '@sveltejs/kit';
import { homeOf, ownPath } from '$lib/duty/home.ts';
import { handOn } from './cookies.ts';
import type { Actions, PageServerLoad } from './$types';

/** Why nobody was signed in; each has its sentence on the page. */
type Problem = 'empty' | 'wrong' | 'too-many' | 'failed';

export const load: PageServerLoad = ({ locals, url }) => {
  const { viewer, app } = locals;
  const to = ownPath(url.searchParams.get('to'));
  const person = viewer?.kind === 'person' ? viewer.person : undefined;
  // Without a page in mind, whoever is signed in goes on to work; with one, this role may not see it.
  if (person && to === null) redirect(303, homeOf(person.role));
  return {
    to,
    who: person ? { name: person.name, home: homeOf(person.role) } : null,
    accounts: app.demo?.accounts ?? [],
    demo: app.demo !== null,
  };
};

export const actions: Actions = {
  /** Through the same route as the API: its limits on failures count here too. */
  default: async ({ request, locals, cookies, url }) => {
    const form = await request.formData();
    const account = form.get('account');
    const demo = locals.app.demo;
    const username = account ?? form.get('username');
    const password = account !== null && demo ? demo.password : form.get('password');
    const problem = (reason: Problem, status: number) =>
      fail(status, { reason, username: String(username ?? '') });
    if (!username || !password) return problem('empty', 400);

    const headers = new Headers(request.headers);
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    const body = JSON.stringify({ username: String(username).trim().toLowerCase(), password });
    const address = new URL('/api/auth/sign-in/username', url);
    const response = await locals.app.handleAuth(new Request(address, { method: 'POST', headers, body }));
    if (response.status === 429) return problem('too-many', 429);
    if (response.status >= 500) return problem('failed', 503);
    if (!response.ok) return problem('wrong', 401);
    handOn(response, cookies);
    redirect(303, ownPath(url.searchParams.get('to')) ?? (await homeBehind(response, locals, request)));
  },
};

/** The home of whoever this answer has just signed in. */
async function homeBehind(response: Response, locals: App.Locals, request: Request): Promise<string> {
  const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
  const headers = new Headers(request.headers);
  headers.set('cookie', cookie.join('; '));
  const viewer = await locals.app.viewerOf(headers);
  return viewer?.kind === 'person' ? homeOf(viewer.person.role) : '/';
}
