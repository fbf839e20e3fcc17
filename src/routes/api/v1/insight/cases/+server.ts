import { refuse } from '#domain/refusal.ts';
import { answer } from '../../../answer.ts';
import type { RequestHandler } from './$types';

/** The cases that a figure counts: the figures' query and `of=stage|age|flow|overdue` with its choice, `at` the instant of counting. */
export const GET: RequestHandler = async ({ locals, url }) =>
  answer(
    locals.viewer
      ? await locals.app.insightCases(locals.viewer, Object.fromEntries(url.searchParams))
      : refuse('not-signed-in'),
  );
