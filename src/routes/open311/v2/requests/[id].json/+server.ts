import { answer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** GeoReport v2, "GET Service Request". */
export const GET: RequestHandler = async ({ locals, params }) =>
  answer(await locals.app.open311.find(params.id));
