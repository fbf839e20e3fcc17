import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import { capacitiesOf, firstAllowed } from '#server/access/capacity.ts';
import type { Answers, EntryName } from '#server/door/answers.ts';
import { askerOf, type Entry, type Inside } from '#server/door/entry.ts';
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
  return firstAllowed(found.together ? [viewer] : capacities, (capacity) =>
    found.run(inside, capacity, parsed.output as never),
  );
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

/** Names the field and nothing of its content, which may be somebody's personal data. */
function malformed([first]: readonly v.BaseIssue<unknown>[]): Refusal {
  return refuse('bad-input', { field: (first && v.getDotPath(first)) || 'body' });
}
