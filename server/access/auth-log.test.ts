import { DrizzleQueryError } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { authLog } from '#server/access/auth-log.ts';
import { faultOf } from '#server/log.ts';

const said: unknown[] = [];
const { log } = authLog((fault) => said.push(faultOf(fault)));

test('a query that failed is told by its kind, without the token that it looked for', () => {
  const cause = new Error('Connection terminated due to connection timeout');
  log(
    'error',
    'INTERNAL_SERVER_ERROR',
    new DrizzleQueryError('select … where token = $1', ['the-token'], cause),
  );
  expect(said.at(-1)).toMatchObject({ kind: 'Error', message: cause.message });
  expect(JSON.stringify(said.at(-1))).not.toContain('the-token');
});

test('of words alone the first few are told', () => {
  log('error', 'Invalid origin: https://evil.example/the-token');
  expect(said.at(-1)).toMatchObject({ message: 'Invalid origin' });
  const before = said.length;
  log('info', 'If it is a valid URL, please add it');
  expect(said).toHaveLength(before);
});
