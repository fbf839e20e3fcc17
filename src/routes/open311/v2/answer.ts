import { json } from '@sveltejs/kit';
import { isRefusal, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';

/** GeoReport v2 answers lists, and a list of {code, description} with the HTTP status where something is wrong. */
export function answer(value: readonly object[] | Refusal, status = 200): Response {
  if (!isRefusal(value)) return json(value, { status });
  const code = statusOf(value);
  const description = `${value.refused}: ${sentenceOf(value, 'zh')} ${sentenceOf(value, 'en')}`;
  return json([{ code, description }], { status: code });
}
