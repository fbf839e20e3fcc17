import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Database, feed and timers are as they should be: 200, otherwise 503, with the figures either way. */
export const GET: RequestHandler = async ({ locals }) => {
  try {
    const readiness = await locals.app.readiness();
    return json(readiness, { status: readiness.ready ? 200 : 503 });
  } catch {
    return json({ ready: false }, { status: 503 });
  }
};
