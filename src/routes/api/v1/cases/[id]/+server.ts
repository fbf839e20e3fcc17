import { refuse } from '#domain/refusal.ts';
import { answer } from '../../../answer.ts';
import type { RequestHandler } from './$types';

/** A case with its log, for those in whose jurisdiction it lies. */
export const GET: RequestHandler = async ({ locals, params }) =>
  answer(locals.viewer ? await locals.app.readCase(locals.viewer, params.id) : refuse('not-signed-in'));
