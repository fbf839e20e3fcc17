import { describe, expect, test } from 'vitest';
import { ROLES } from '#domain/person/person.ts';
import { homeOf, ownPath } from './home.ts';

test('every role has a home on this site', () => {
  expect(ROLES.map(homeOf).every((path) => path.startsWith('/'))).toBe(true);
  expect(homeOf('officer')).toBe('/department');
  expect(homeOf('volunteer')).toBe('/community');
  expect(homeOf('audit-admin')).toBe('/audit');
});

describe('where a sign-in leads', () => {
  test.each([
    ['/desk', '/desk'],
    ['/department/4a?part=lead#clocks', '/department/4a?part=lead#clocks'],
    ['/a/../desk', '/desk'],
  ])('%s is a path of this site', (to, path) => {
    expect(ownPath(to)).toBe(path);
  });

  test.each([
    null,
    '',
    'desk',
    '//evil.example/desk',
    '/\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    'https://evil.example/desk',
    'javascript:alert(1)',
    '/sign-in?to=/desk',
  ])('%s is not', (to) => {
    expect(ownPath(to)).toBeNull();
  });
});
