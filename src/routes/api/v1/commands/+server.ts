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
  const command = key === null ? input : { ...input, id: key };
  const receipt = request.headers.get('x-receipt-code');
  // Without a session and without a code there is one thing that anybody may do: report.
  const nobody = !locals.viewer && receipt === null;
  if (nobody && !('type' in input && input.type === 'case.report')) return answer(refuse('not-signed-in'));
  const viewer = locals.viewer ?? (await locals.app.residentOf(receipt));
  if ('refused' in viewer) return answer(viewer);
  return answer(await locals.app.execute(viewer, command));
};

async function readJson(request: Request): Promise<object | undefined> {
  try {
    const value: unknown = await request.json();
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
