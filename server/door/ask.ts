import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { withScope } from '#server/access/scope.ts';
import type { Database } from '#server/db/pool.ts';
import { asSystem } from '#server/db/scope.ts';
import type { Viewer } from '#server/access/actor.ts';
import { capacitiesOf, firstAllowed } from '#server/access/capacity.ts';
import type { Answers, EntryName } from '#server/door/answers.ts';
import { askerOf, type Entry, type Inside } from '#server/door/entry.ts';
import { malformed } from '#server/malformed.ts';
import { REGISTRY } from '#server/door/registry.ts';

/** Asks one thing of the registry: rights first, then the schema, then the answer or a refusal, which is counted. */
export async function ask<N extends EntryName>(
  inside: Inside,
  viewer: Viewer,
  name: N,
  input: unknown,
): Promise<Answers[N] | Refusal> {
  const answer = await answerTo(inside, viewer, name, input);
  inside.desk.meters?.answered(answer);
  return answer;
}

async function answerTo<N extends EntryName>(
  inside: Inside,
  viewer: Viewer,
  name: N,
  input: unknown,
): Promise<Answers[N] | Refusal> {
  const found = REGISTRY.find((one) => one.name === name) as Entry<N> | undefined;
  if (!found) return refuse('no-such-address');
  const capacities = capacitiesOf(viewer).filter((capacity) => isOpenTo(found, capacity));
  if (capacities.length === 0) return denied(found, viewer);
  const parsed = v.safeParse(found.input, input);
  if (!parsed.success) return malformed(parsed.issues);
  const mode = found.method === 'GET' && !found.notes ? 'read' : 'write';
  return firstAllowed(found.together ? [viewer] : capacities, (capacity) => {
    const run = async (db: Database): Promise<Answers[N] | Refusal> => {
      if (found.beyond !== undefined) await asSystem(db);
      return found.run({ ...inside, desk: { ...inside.desk, db } }, capacity, parsed.output as never);
    };
    return found.apart ? run(inside.desk.askers) : withScope(inside.desk.askers, capacity, run, mode);
  });
}

const isOpenTo = ({ by, scope }: Entry, viewer: Viewer): boolean =>
  by.includes(askerOf(viewer)) &&
  (viewer.kind !== 'partner' || scope === undefined || (viewer.scopes ?? []).includes(scope));

function denied(found: Entry, viewer: Viewer): Refusal {
  if (viewer.kind === 'newcomer') return refuse('sign-in-unfinished');
  return askerOf(viewer) === 'nobody'
    ? refuse('not-signed-in')
    : refuse(found.denied ?? 'not-allowed', { act: found.name });
}
