import { json, redirect, type Handle, type HandleServerError } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { refuse, retryAfter, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';
import { districtOf, sheetPath } from '$lib/map/sheets.ts';
import { paraglideMiddleware } from '$lib/paraglide/server.js';
import { bodyLimitOf, bounded, discard } from './routes/body-limit.ts';
import { letsIn } from './routes/entrance.ts';
import { toSignIn } from './routes/guard.ts';
import { answer as answerOpen311 } from './routes/open311/answer.ts';
import { formatOf } from './routes/open311/format.ts';

const door: Handle = async ({ event, resolve }) => {
  const app = globalThis.faling;
  if (!app) return new Response('starting\n', { status: 503 });
  const { request, url } = event;
  event.locals.app = app;
  event.locals.from = app.edge.addressOf(request);
  const refusal = refuseLength(request, url) ?? (await app.edge.refuse(request, url));
  if (refusal) {
    void discard(request.body);
    return answer(refusal, request, url);
  }
  event.request = bounded(request, bodyLimitOf(url.pathname));
  if (url.pathname.startsWith('/api/auth/')) {
    const answered = await app.handleAuth(event.request);
    const refused = app.edge.refusalIn(answered);
    return refused ? answer(refused, request, url) : answered;
  }
  event.locals.viewer = await app.viewerOf(event.request.headers, isAct(event.request, event.url));
  const { id } = event.route;
  if (id !== null && !letsIn(id, event.locals.viewer)) toSignIn(event.locals, event.url);
  return resolve(event);
};

/**
 * What a person does: whatever changes something, and every page that is opened. What screens ask by themselves is none, and neither
 * is an open socket, or an empty chair would never be noticed (decision 0022).
 */
const isAct = ({ method }: Request, { pathname }: URL): boolean =>
  (method !== 'GET' && method !== 'HEAD') || !pathname.startsWith('/api/');

function refuseLength({ headers }: Request, { pathname }: URL): Refusal | undefined {
  const limitBytes = bodyLimitOf(pathname);
  const tooLong = Number(headers.get('content-length') ?? 0) > limitBytes;
  return tooLong ? refuse('too-large', { limitKb: limitBytes / 1024 }) : undefined;
}

function answer(refusal: Refusal, request: Request, { pathname }: URL): Response {
  if (pathname.startsWith('/open311/')) {
    return answerOpen311(formatOf(pathname, request.headers.get('accept')).format, 'errors', refusal);
  }
  return json(
    { ...refusal, zh: sentenceOf(refusal, 'zh'), en: sentenceOf(refusal, 'en') },
    { status: statusOf(refusal), headers: retryAfter(refusal) },
  );
}

/** A wall's link carries its token once; it moves into a cookie and out of the address. */
const device: Handle = async ({ event, resolve }) => {
  const token = event.url.searchParams.get('device');
  const cookies = globalThis.faling?.edge.cookies;
  if (token === null || !cookies || !event.url.pathname.startsWith('/wall/')) return resolve(event);
  event.cookies.set(cookies.device, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: cookies.secure,
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

/** The other headers are every answer's, a file's too, and are set before anything answers (server/edge/headers.ts). */
const policy: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const said = response.headers.get('content-security-policy');
  const app = globalThis.faling;
  if (said && app) response.headers.set('content-security-policy', app.edge.pagePolicy(said, event.url));
  return response;
};

/** What a wall is drawn from is on its way while its scripts still are: said in the head, as the page asks for it later. */
const early: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  if (event.route.id !== '/wall/[area]' || event.isDataRequest) return response;
  const { app, viewer } = event.locals;
  const area = viewer && app.world.areas.find(({ code }) => code === event.params.area);
  if (!area) return response;
  const sheets = ['city', districtOf(area.code)].flatMap((name) => (name ? [sheetPath(name)] : []));
  for (const path of ['/api/v1/world', ...sheets])
    response.headers.append('link', `<${path}>; rel="preload"; as="fetch"; crossorigin="anonymous"`);
  return response;
};

export const handle = sequence(policy, early, language, device, door);

export const handleError: HandleServerError = ({ error, status }) => {
  const errorId = crypto.randomUUID().slice(0, 8).toUpperCase();
  if (status !== 404)
    console.error(JSON.stringify({ errorId, kind: error instanceof Error ? error.name : 'unknown' }));
  return { message: status === 404 ? 'not found' : 'internal', errorId };
};
