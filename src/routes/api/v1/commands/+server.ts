import { refuse } from '#domain/refusal.ts';
import { answer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/**
 * POST a command: `{id, type, caseId?, expectedVersion?, body}`. The id may come as `Idempotency-Key`. The staff act by their
 * session; a resident by `x-receipt-code`, or without one to report.
 */
export const POST: RequestHandler = async ({ request, locals }) => {
  const input = await readJson(request);
  if (input === undefined) return answer(refuse('bad-input', { field: 'json' }));
  const key = request.headers.get('idempotency-key');
  const command = key !== null && typeof input === 'object' ? { ...input, id: key } : input;
  const viewer = locals.viewer ?? (await locals.app.residentOf(request.headers.get('x-receipt-code')));
  if ('refused' in viewer) return answer(viewer);
  const outcome = await locals.app.execute(viewer, command);
  const signedOut = 'refused' in outcome && outcome.refused === 'not-allowed' && !locals.viewer;
  return answer(signedOut ? refuse('not-signed-in') : outcome);
};

async function readJson(request: Request): Promise<object | undefined> {
  try {
    const value: unknown = await request.json();
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
