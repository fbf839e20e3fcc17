import { answer } from '../../../answer.ts';
import type { RequestHandler } from './$types';

/** What a resident sees behind a receipt code. */
export const GET: RequestHandler = async ({ locals, params }) => answer(await locals.app.track(params.code));
