import * as v from 'valibot';
import { retryAfter, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';

/** What a request brings, where it fits the schema. */
export async function read<S extends v.GenericSchema>(
  request: Request,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  const parsed = v.safeParse(schema, await request.json().catch(() => undefined));
  return parsed.success ? parsed.output : undefined;
}

/** The request with what the schema let through, and nothing else. */
export function withBody(request: Request, body: object): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request.url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Another body under the cookies of an answer. */
export function answered(response: Response, body: object): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const line of response.headers.getSetCookie()) headers.append('set-cookie', line);
  return Response.json(body, { headers });
}

export const told = (refusal: Refusal): Response =>
  Response.json(
    { ...refusal, zh: sentenceOf(refusal, 'zh'), en: sentenceOf(refusal, 'en') },
    { status: statusOf(refusal), headers: { 'cache-control': 'no-store', ...retryAfter(refusal) } },
  );
