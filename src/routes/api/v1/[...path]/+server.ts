import { isRefusal, retryAfter, sentenceOf, statusOf } from '#domain/refusal.ts';
import type { RequestHandler } from './$types';

/** Everything that programs and screens may ask or do; the registry behind it says what, and who (/api/v1/openapi.json). */
const reply: RequestHandler = async ({ request, locals }) => {
  const viewer =
    locals.viewer ?? (await locals.app.residentOf(request.headers.get('x-receipt-code'), locals.from));
  if (!isRefusal(viewer)) return locals.app.answerApi(viewer, request);
  const sentences = { zh: sentenceOf(viewer, 'zh'), en: sentenceOf(viewer, 'en') };
  return Response.json(
    { ...viewer, ...sentences },
    { status: statusOf(viewer), headers: retryAfter(viewer) },
  );
};

export const GET = reply;
export const POST = reply;
export const PUT = reply;
