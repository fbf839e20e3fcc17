import { describe, expect, test } from 'vitest';
import type { Database } from '#server/db/pool.ts';
import { providerOf } from './identity-provider.ts';

const token = (claims: object): string =>
  ['head', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');

describe('the subject of a sign-in by the district’s own identity provider', () => {
  const settings = { clientId: 'faling', clientSecret: 'secret', name: '统一身份认证', claim: 'name' };
  const provider = providerOf({} as Database, { issuer: 'https://id.example/', ...settings });
  const subjectOf = (idToken?: string) =>
    provider.accountSubject!({ tokens: idToken === undefined ? {} : { idToken } } as never);

  test('is that of its identity token', () =>
    expect(subjectOf(token({ iss: 'https://id.example', sub: 's-1' }))).toBe('s-1'));

  test.each([
    ['no token', undefined],
    ['a token of another issuer', token({ iss: 'https://other.example', sub: 's-1' })],
    ['a token of no issuer', token({ sub: 's-1' })],
    ['a token of nobody', token({ iss: 'https://id.example' })],
    ['what is no token', 'no token at all'],
  ])('is nobody’s with %s', (_, idToken) => expect(() => subjectOf(idToken)).toThrow());
});
