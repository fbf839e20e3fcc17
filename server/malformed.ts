import type * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';

/**
 * Names the field and nothing of its content, which may be somebody's personal data. A field that the schema does not
 * know is content, too: somebody has made a name of it.
 */
export function malformed([first]: readonly v.BaseIssue<unknown>[]): Refusal {
  const path = first?.path ?? [];
  const known = first?.expected === 'never' ? path.slice(0, -1) : path;
  const field = known
    .map(({ key }) => (typeof key === 'string' || typeof key === 'number' ? key : '?'))
    .join('.');
  return refuse('bad-input', { field: field || 'body' });
}
