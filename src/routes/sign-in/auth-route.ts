import type { RequestEvent } from '@sveltejs/kit';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { handOn } from './cookies.ts';

/** Asks a route below /api/auth, the same that a program asks, and hands its cookies on to the browser. */
export async function askAuth<T extends object>(
  { request, locals, cookies, url }: RequestEvent,
  path: string,
  body: object,
): Promise<T | Refusal> {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  const address = new URL(`/api/auth${path}`, url);
  const asked = new Request(address, { method: 'POST', headers, body: JSON.stringify(body) });
  const response = await locals.app.handleAuth(asked);
  handOn(response, cookies);
  const answer: unknown = await response.json().catch(() => undefined);
  if (isRefusal(answer)) return answer;
  return response.ok && typeof answer === 'object' && answer !== null ? (answer as T) : refuse('busy');
}
