import { refuse } from '#domain/refusal.ts';
import { answer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** The figures of the own area: `?area&department&field&channel&period=today|7d|30d` or `&from&to`. */
export const GET: RequestHandler = async ({ locals, url }) =>
  answer(
    locals.viewer
      ? await locals.app.insight(locals.viewer, Object.fromEntries(url.searchParams))
      : refuse('not-signed-in'),
  );
