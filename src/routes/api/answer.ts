import { json } from '@sveltejs/kit';
import { isRefusal, sentenceOf, statusOf, type Refusal } from '#domain/refusal.ts';

/** A value as JSON, or a refusal with its status, its code and its sentence in both languages. */
export function answer(value: object | Refusal, status = 200, cache = 'no-store'): Response {
  if (!isRefusal(value)) return json(value, { status, headers: { 'cache-control': cache } });
  const sentences = { zh: sentenceOf(value, 'zh'), en: sentenceOf(value, 'en') };
  return json(
    { ...value, ...sentences },
    { status: statusOf(value), headers: { 'cache-control': 'no-store' } },
  );
}
