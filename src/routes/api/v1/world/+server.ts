import { answer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** Areas, departments, matters and sites: the names of the world, which no resident's data is part of. */
export const GET: RequestHandler = ({ locals }) => answer(locals.app.world, 200, 'private, max-age=300');
