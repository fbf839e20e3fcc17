import type { Case } from '#domain/case/case.ts';

/** An address can be only so long; more cases than this are looked for by a filter instead. */
const MOST = 200;

/** The desk with exactly these cases; undefined where there are none, or too many for an address. */
export function linkTo(cases: Iterable<Pick<Case, 'id'>>): string | undefined {
  const ids = [...new Set([...cases].map(({ id }) => id))];
  return ids.length === 0 || ids.length > MOST ? undefined : `/desk?ids=${ids.join(',')}`;
}
