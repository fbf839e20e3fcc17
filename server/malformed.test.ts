import * as v from 'valibot';
import { expect, test } from 'vitest';
import { malformed } from '#server/malformed.ts';

const schema = v.strictObject({ point: v.object({ lat: v.number() }), words: v.string() });
const fieldOf = (input: unknown): unknown => {
  const parsed = v.safeParse(schema, input);
  return parsed.success ? undefined : malformed(parsed.issues).details['field'];
};

test.each([
  [{ point: { lat: 'x' }, words: '' }, 'point.lat'],
  [{ point: { lat: 1 } }, 'words'],
  ['no object', 'body'],
])('of %j the field is named', (input, field) => {
  expect(fieldOf(input)).toBe(field);
});

test('a field that nobody knows is not quoted: somebody may have made a name of it', () => {
  expect(fieldOf({ point: { lat: 1 }, words: '', 13912345678: 1 })).toBe('body');
});
