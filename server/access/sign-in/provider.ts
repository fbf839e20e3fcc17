import * as v from 'valibot';
import { refuse } from '#domain/refusal.ts';
import { PROVIDER } from '#server/access/identity-provider.ts';
import { read, told, withBody } from '#server/access/sign-in/message.ts';
import type { Visit } from '#server/access/sign-in/visit.ts';

const BACK = v.strictObject({
  to: v.optional(v.pipe(v.string(), v.regex(/^\/(?![/\\])/), v.maxLength(500)), '/sign-in'),
});

/** To the district's own identity provider, and back to where somebody wanted to go. */
export async function toProvider(visit: Visit): Promise<Response> {
  const given = await read(visit.request, BACK);
  if (!given) return told(refuse('bad-input', { field: 'to' }));
  const body = {
    provider: PROVIDER,
    callbackURL: given.to,
    errorCallbackURL: '/sign-in',
    disableRedirect: true,
  };
  const response = await visit.ask(withBody(visit.request, body));
  return response.ok ? response : told(refuse('busy'));
}

export async function fromProvider(visit: Visit): Promise<Response> {
  const response = await visit.ask();
  const signedIn = response.headers.getSetCookie().some((line) => /session_token=[^;]/.test(line));
  if (signedIn) return visit.signedIn(response, 'identity-provider', { plain: false });
  await visit.note('nobody', 'sign-in.failed', undefined, { step: 'identity-provider' });
  return response;
}
