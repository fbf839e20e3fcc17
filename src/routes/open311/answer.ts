import { isRefusal, retryAfter, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';
import type { Format } from './format.ts';
import { xmlOf } from './xml.ts';

const TYPES: Record<Format, string> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
};

/** GeoReport v2 answers its lists and documents, and a list of {code, description} where something is wrong. */
export function answer(
  format: Format,
  root: string,
  value: object | Refusal,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const [name, content, code] = isRefusal(value)
    ? (['errors', [errorOf(value)], httpStatusOf(value)] as const)
    : ([root, value, status] as const);
  const body = format === 'json' ? JSON.stringify(content) : xmlOf(name, content);
  const retry = isRefusal(value) ? retryAfter(value) : {};
  return new Response(body, {
    status: code,
    headers: { 'content-type': TYPES[format], ...retry, ...headers },
  });
}

const errorOf = (refusal: Refusal): { code: number; description: string } => ({
  code: httpStatusOf(refusal),
  description: `${refusal.refused}: ${sentenceOf(refusal, 'zh')} ${sentenceOf(refusal, 'en')}`,
});

/** What a client of HTTP has to tell apart from "basically 400 for any other error": may it try again, and how. */
const KEPT = new Set([403, 404, 405, 413, 429]);

/** "404 for resources that don't exist, 403 for errors because of wrong or missing api_key" (GeoReport v2, "Errors"). */
function httpStatusOf(refusal: Refusal): number {
  if (refusal.refused === 'unknown-matter') return 404;
  const status = statusOf(refusal);
  return KEPT.has(status) || status >= 500 ? status : 400;
}
