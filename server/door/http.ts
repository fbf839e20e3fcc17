import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { isRefusal, refuse, retryAfter, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';
import { actorName, type Viewer } from '#server/access/actor.ts';
import { execute, type Accepted } from '#server/command.ts';
import type { BatchAnswer, ToldRefusal } from '#server/door/answers.ts';
import { ask } from '#server/door/ask.ts';
import { askerOf, type Inside } from '#server/door/entry.ts';
import { isDeeperThan, MAX_DEPTH } from '#server/depth.ts';
import { openapi } from '#server/door/openapi.ts';
import type { Picture } from '#server/media/read.ts';
import { takeAct } from '#server/quota/gate.ts';
import { routeOf, type Route } from '#server/door/route.ts';

/** Below /api/v1: one address for each entry of the registry and for each act of the domain. */
export async function answerApi(
  inside: Inside,
  viewer: Viewer,
  request: Request,
  from: string,
): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/^\/api\/v1/, '');
  const route = routeOf(request.method === 'HEAD' ? 'GET' : request.method, path);
  if (!route) return told(refuse('no-such-address'));
  switch (route.kind) {
    case 'openapi':
      return Response.json(openapi(), { headers: { 'cache-control': 'public, max-age=300' } });
    case 'entry':
      return answerEntry({ inside, viewer, request, from }, url, route);
    case 'act':
    case 'commands':
    case 'batch':
      return answerCommand({ inside, viewer, request, from }, route);
  }
}

/** One request of the API: who asks, from where, and what is asked of. */
interface Asked {
  inside: Inside;
  viewer: Viewer;
  request: Request;
  from: string;
}

async function answerEntry(
  { inside, viewer, request, from }: Asked,
  url: URL,
  { entry, parts }: Extract<Route, { kind: 'entry' }>,
): Promise<Response> {
  const rest = entry.method === 'GET' ? Object.fromEntries(url.searchParams) : await readJson(request);
  if (rest === undefined) return told(refuse('bad-input', { field: 'json' }));
  const { turnstile } = inside;
  const work = () => ask(inside, viewer, entry.name, { ...rest, ...parts });
  const spent = entry.quota && (await turnstile.take(entry.quota, actorName(viewer)));
  const value =
    entry.name === 'case.track'
      ? await turnstile.attempt('receipt code', from, work, isRefusal)
      : (spent ?? (await work()));
  if (isRefusal(value)) return told(value);
  return 'bytes' in value ? file(value) : good(value, entry.name === 'world.read');
}

async function answerCommand(
  asked: Asked,
  route: Extract<Route, { kind: 'act' | 'commands' | 'batch' }>,
): Promise<Response> {
  const { viewer, request } = asked;
  const input = await readJson(request);
  if (input === undefined) return told(refuse('bad-input', { field: 'json' }));
  if (route.kind === 'batch') return answerBatch(asked, input);
  const seen = versionSeen(request.headers.get('if-match'));
  if (isRefusal(seen)) return told(seen);
  const key = request.headers.get('idempotency-key');
  const id = key === null ? undefined : commandId(asked.inside, viewer, key);
  const given = route.kind === 'act' ? envelopeOf(route, input) : input;
  const envelope = {
    ...given,
    ...(id === undefined ? {} : { id }),
    ...(seen === undefined ? {} : { expectedVersion: seen }),
  };
  const outcome = await carryOut(asked, envelope);
  return isRefusal(outcome) ? told(outcome) : good(outcome);
}

/** Without a session and without a code there is one thing that anybody may do: report. */
async function carryOut({ inside, viewer, from }: Asked, command: object): Promise<Accepted | Refusal> {
  const reports = 'type' in command && command.type === 'case.report';
  if (askerOf(viewer) === 'nobody' && !reports) return refuse('not-signed-in');
  return (await takeAct(inside.turnstile, viewer, from)) ?? execute(inside.desk, viewer, command);
}

const envelopeOf = ({ act, caseId }: Extract<Route, { kind: 'act' }>, body: object) => ({
  id: randomUUID(),
  type: act,
  ...(caseId === undefined ? {} : { caseId }),
  body,
});

const UUID = v.pipe(v.string(), v.uuid());
const BATCH = v.strictObject({
  commands: v.pipe(v.array(v.record(v.string(), v.unknown())), v.minLength(1), v.maxLength(100)),
});

/** Several commands one after the other, each with an id, a lock and a result of its own: one that is refused stops no other. */
async function answerBatch(asked: Asked, input: object): Promise<Response> {
  const parsed = v.safeParse(BATCH, input);
  if (!parsed.success) return told(refuse('bad-input', { field: 'commands' }));
  const results: BatchAnswer['results'] = [];
  for (const command of parsed.output.commands) {
    const outcome = await carryOut(asked, command);
    // Only what is an id is quoted: anything else may be somebody's telephone number.
    const id = v.is(UUID, command['id']) ? command['id'] : '';
    results.push(
      isRefusal(outcome)
        ? { id, status: statusOf(outcome), ...withSentences(outcome) }
        : { id, status: 200, ...outcome },
    );
  }
  return good({ results });
}

/** The id of the command under an `Idempotency-Key`: the key itself where it is a UUID, otherwise one that follows from who sends it. */
function commandId({ desk: { sealer } }: Inside, viewer: Viewer, key: string): string {
  if (v.is(UUID, key)) return key;
  // Keyed: whoever puts a telephone number into a key must not find it tried out from the log of commands.
  const hash = Buffer.from(sealer.hash(`${actorName(viewer)} ${key}`), 'base64url').toString('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** `If-Match` holds the version that the person saw, as a strong entity tag (RFC 9110 §13.1.1); `*` asks for nothing. */
function versionSeen(header: string | null): number | undefined | Refusal {
  if (header === null || header.trim() === '*') return undefined;
  const version = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1];
  return version === undefined ? refuse('precondition-malformed') : Number(version);
}

async function readJson(request: Request): Promise<object | undefined> {
  try {
    const value: unknown = await request.json();
    if (isDeeperThan(value, MAX_DEPTH)) return undefined;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const withSentences = (refusal: Refusal): ToldRefusal => ({
  ...refusal,
  zh: sentenceOf(refusal, 'zh'),
  en: sentenceOf(refusal, 'en'),
});

const told = (refusal: Refusal): Response =>
  Response.json(withSentences(refusal), {
    status: statusOf(refusal),
    headers: { 'cache-control': 'no-store', ...retryAfter(refusal) },
  });

/** With the version as an entity tag where the value has one, for an `If-Match` to come. */
function good(value: object, kept = false): Response {
  const version = versionOf(value);
  return Response.json(value, {
    headers: {
      'cache-control': kept ? 'private, max-age=300' : 'no-store',
      ...(version === undefined ? {} : { etag: `"${version}"` }),
    },
  });
}

/** As a file to be kept, never as something that a browser would run; the policy that allows nothing is every answer's. */
const file = ({ mime, bytes }: Picture): Response =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mime,
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });

function versionOf(value: object): number | undefined {
  const { version, case: subject } = value as Partial<Accepted> & { case?: { version: number } };
  return subject?.version ?? version;
}
