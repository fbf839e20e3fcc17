import { answer } from '../answer.ts';
import type { RequestHandler } from './$types';

/** GeoReport v2, "GET Service List". */
export const GET: RequestHandler = ({ locals }) => answer(locals.app.open311.services());
