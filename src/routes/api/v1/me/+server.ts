import { refuse } from '#domain/refusal.ts';
import { answer } from '../../answer.ts';
import type { RequestHandler } from './$types';

/** Who is signed in, and what may be seen: {viewer, rights, tick, build}. */
export const GET: RequestHandler = ({ locals: { app, viewer } }) =>
  answer(
    viewer
      ? { viewer, rights: app.rightsOf(viewer), tick: app.tick(), build: app.build }
      : refuse('not-signed-in'),
  );
