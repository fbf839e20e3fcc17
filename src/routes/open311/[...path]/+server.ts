import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { answer } from '../answer.ts';
import { formatOf } from '../format.ts';
import { formOf, withKey } from '../form.ts';
import { RESOURCES } from '../resource.ts';
import type { RequestHandler } from './$types';

/** Open311 GeoReport v2 and its Service Discovery, each resource in JSON and XML. */
export const GET: RequestHandler = async ({ locals, params, request, url }) => {
  const { path, format } = formatOf(params.path, request.headers.get('accept'));
  for (const resource of RESOURCES) {
    const match = resource.path.exec(path);
    if (!match) continue;
    const asked = { fields: withKey(parametersOf(url), request.headers), origin: url.origin };
    const read = async () => resource.get(locals.app, asked, match[1] ?? '');
    return answer(format, resource.root, await keyed(locals, read));
  }
  return answer(format, 'errors', refuse('not-found'));
};

/** GeoReport v2, "POST Service Request", and the extension's "POST Service Request Update". */
export const POST: RequestHandler = async ({ locals, params, request }) => {
  const { path, format } = formatOf(params.path, request.headers.get('accept'));
  const { open311 } = locals.app;
  const updating = path === 'v2/servicerequestupdates';
  if (!updating && path !== 'v2/requests') return answer(format, 'errors', refuse('not-found'));
  const received = await formOf(request);
  if (isRefusal(received)) return answer(format, 'errors', received);
  if (updating) return answer(format, 'errors', await keyed(locals, () => open311.update(received.form)));
  const id = request.headers.get('idempotency-key') ?? undefined;
  const receipt = await keyed(locals, () => open311.submit({ ...received, id }));
  return answer(format, 'service_requests', receipt, { status: 201 });
};

/** Wrong keys are counted by where they come from; a partner with a right one is never kept out by somebody's guesses. */
const keyed = <T>({ app, from }: App.Locals, work: () => Promise<T>): Promise<T | Refusal> =>
  app.edge.turnstile.attempt(
    'partner key',
    from,
    work,
    (answered) => isRefusal(answered) && answered.refused === 'partner-key',
  );

/** "Can be declared multiple times, comma delimited" (GeoReport v2): both ways say the same. */
const parametersOf = ({ searchParams }: URL): Record<string, string> =>
  Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name).join(',')]));
