import { json, redirect, type Handle, type HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { refuse, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { bodyLimitOf, bounded, discard } from './routes/body-limit.ts';
import { answer as answerOpen311 } from './routes/open311/answer.ts';
import { formatOf } from './routes/open311/format.ts';

const door: Handle = async ({ event, resolve }) => {
  const app = globalThis.faling;
  if (!app) return new Response('starting\n', { status: 503 });
  event.locals.app = app;
  const refusal = refuseRequest(event.request, event.url);
  if (refusal) {
    void discard(event.request.body);
    return answer(refusal, event.request, event.url);
  }
  event.request = bounded(event.request, bodyLimitOf(event.url.pathname));
  if (event.url.pathname.startsWith('/api/auth/')) return app.handleAuth(event.request);
  event.locals.viewer = await app.viewerOf(event.request.headers, isAct(event.request, event.url));
  return resolve(event);
};

/**
 * What a person does: whatever changes something, and every page that is opened. What screens ask by themselves is none, and neither
 * is an open socket, or an empty chair would never be noticed (decision 0022).
 */
const isAct = ({ method }: Request, { pathname }: URL): boolean =>
  (method !== 'GET' && method !== 'HEAD') || !pathname.startsWith('/api/');

/** JSON mutations check their origin too: SvelteKit itself checks only forms. */
function refuseRequest(request: Request, url: URL): Refusal | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  const limitBytes = bodyLimitOf(url.pathname);
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) {
    return refuse('too-large', { limitKb: limitBytes / 1024 });
  }
  const origin = request.headers.get('origin');
  const foreign = origin !== null && origin !== url.origin;
  const api = url.pathname.startsWith('/open311/');
  return foreign && !api ? refuse('origin-refused') : undefined;
}

function answer(refusal: Refusal, request: Request, { pathname }: URL): Response {
  if (pathname.startsWith('/open311/')) {
    return answerOpen311(formatOf(pathname, request.headers.get('accept')).format, 'errors', refusal);
  }
  return json(
    { ...refusal, zh: sentenceOf(refusal, 'zh'), en: sentenceOf(refusal, 'en') },
    { status: statusOf(refusal) },
  );
}

/** A wall's link carries its token once; it moves into a cookie and out of the address. */
const device: Handle = async ({ event, resolve }) => {
  const token = event.url.searchParams.get('device');
  if (token === null || !event.url.pathname.startsWith('/wall/')) return resolve(event);
  event.cookies.set('faling_device', token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: event.url.protocol === 'https:',
    maxAge: 400 * 86_400,
  });
  redirect(303, event.url.pathname);
};

const language: Handle = ({ event, resolve }) =>
  paraglideMiddleware(event.request, ({ request, locale }) => {
    event.request = request;
    event.locals.language = locale === 'en' ? 'en' : 'zh';
    return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', locale) });
  });

const headers: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-frame-options', 'DENY');
  return response;
};

export const handle = sequence(headers, language, device, door);

export const handleError: HandleServerError = ({ error, status }) => {
  const errorId = crypto.randomUUID().slice(0, 8).toUpperCase();
  if (status !== 404)
    console.error(JSON.stringify({ errorId, kind: error instanceof Error ? error.name : 'unknown' }));
  return { message: status === 404 ? 'not found' : 'internal', errorId };
};
