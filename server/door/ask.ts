import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
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
  const asker = askerOf(viewer);
  if (!found.by.includes(asker)) {
    return asker === 'nobody'
      ? refuse('not-signed-in')
      : refuse(found.denied ?? 'not-allowed', { act: name });
  }
  const parsed = v.safeParse(found.input, input);
  if (!parsed.success) return malformed(parsed.issues);
  return found.run(inside, viewer, parsed.output as never);
}
