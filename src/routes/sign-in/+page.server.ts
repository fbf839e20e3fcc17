import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, sentenceOf } from '#domain/refusal.ts';
import { homeOf, ownPath } from '$lib/duty/home.ts';
import { askAuth } from './auth-route.ts';
import type { Actions, PageServerLoad } from './$types';

/** Which of the two steps is shown; the second asks for the code of an authenticator. */
type Step = 'password' | 'code';
interface SignedIn {
  signedIn?: true;
  secondFactor?: true;
}

export const load: PageServerLoad = ({ locals, url }) => {
  const { viewer, app } = locals;
  const to = ownPath(url.searchParams.get('to'));
  if (viewer?.kind === 'newcomer') redirect(303, '/account');
  const person = viewer?.kind === 'person' ? viewer.person : undefined;
  // Without a page in mind, whoever is signed in goes on to work; with one, this role may not see it.
  if (person && to === null) redirect(303, homeOf(person.role));
  return {
    to,
    who: person ? { name: person.name, home: homeOf(person.role) } : null,
    accounts: app.demo?.accounts ?? [],
    demo: app.demo !== null,
    provider: app.identityProvider,
    // What the identity provider, or better-auth on the way back from it, says in the address.
    providerProblem: problemOf(url.searchParams.get('error')),
  };
};

const problemOf = (error: string | null): 'unknown' | 'failed' | null =>
  error === null ? null : /signup|link|not_found|email/i.test(error) ? 'unknown' : 'failed';

export const actions: Actions = {
  /** Through the same route as the API: its limits on failures count here too. */
  default: async (event) => {
    const form = await event.request.formData();
    const account = form.get('account');
    const { demo } = event.locals.app;
    const username = String(account ?? form.get('username') ?? '');
    const password = String((account !== null && demo ? demo.password : form.get('password')) ?? '');
    if (form.has('provider')) return toProvider(event);
    if (form.has('code')) return byCode(event, String(form.get('code')));
    if (!username || !password) return problem('password', username, null, 400);
    const answer = await askAuth<SignedIn>(event, '/sign-in/username', { username, password });
    if (isRefusal(answer)) {
      return problem('password', username, sentenceOf(answer, event.locals.language), 401);
    }
    if (answer.secondFactor) return { step: 'code' as Step, username, sentence: undefined };
    redirect(303, await goOn(event));
  },
};

const problem = (step: Step, username: string, sentence: string | null, status: number) =>
  fail(status, { step, username, sentence });

/** Six digits are of the authenticator; anything else is a recovery code. */
async function byCode(event: RequestEvent, given: string) {
  const code = given.trim();
  const path = /^\d{6}$/.test(code) ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
  const answer = await askAuth<SignedIn>(event, path, { code });
  if (!isRefusal(answer)) redirect(303, await goOn(event));
  const step: Step = answer.refused === 'code-anew' || answer.refused === 'code-used' ? 'password' : 'code';
  return problem(step, '', sentenceOf(answer, event.locals.language), 401);
}

async function toProvider(event: RequestEvent) {
  const to = ownPath(event.url.searchParams.get('to')) ?? '/sign-in';
  const answer = await askAuth<{ url?: string }>(event, '/sign-in/social', { to });
  if (!isRefusal(answer) && answer.url) redirect(303, answer.url);
  return problem('password', '', isRefusal(answer) ? sentenceOf(answer, event.locals.language) : null, 503);
}

/** The page that was wanted, or the home of whoever has just signed in. */
async function goOn({ url, locals, request, cookies }: RequestEvent): Promise<string> {
  const headers = new Headers(request.headers);
  const all = cookies.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(decoded(value))}`);
  headers.set('cookie', all.join('; '));
  const viewer = await locals.app.viewerOf(headers);
  if (viewer?.kind === 'newcomer') return '/account';
  const home = viewer?.kind === 'person' ? homeOf(viewer.person.role) : '/';
  return ownPath(url.searchParams.get('to')) ?? home;
}

/** Cookies that were handed on are encoded already, those that came with the request are not. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
