import { refuse } from '#domain/refusal.ts';
import { answer } from '../answer.ts';
import type { RequestHandler } from './$types';

/** GeoReport v2, "POST Service Request": a form, url-encoded or multipart; `Idempotency-Key` makes a repeat harmless. */
export const POST: RequestHandler = async ({ request, locals }) => {
  const form = await request.formData().catch(() => undefined);
  if (!form) return answer(refuse('bad-input', { field: 'form' }));
  const fields = Object.fromEntries(
    [...form].filter(([, value]) => typeof value === 'string' && value !== ''),
  );
  const key = request.headers.get('idempotency-key') ?? undefined;
  return answer(await locals.app.open311.submit(fields, key), 201);
};
