import * as v from 'valibot';
import { expect, test } from 'vitest';
import { HELLO, RESYNC } from './feed.ts';

const hello = {
  view: { areas: ['440310'], departments: ['ps-market'] },
  ...{ epoch: '00000000-0000-4000-8000-000000000001', cursor: 7, build: '1.0.0' },
};
const seeing = (areas: string[], departments: string[] = []) => ({ ...hello, view: { areas, departments } });

/** What a screen may say after it has connected; anything else is no hello. */
test.each<[string, unknown, boolean]>([
  ['areas and departments, and how far it has come', hello, true],
  ['no epoch, at the very first', { ...hello, epoch: null, cursor: 0 }, true],
  ['a city and a community', seeing(['4403', '440310003005']), true],
  ['one department of one letter', seeing([], ['a']), true],
  ['a code that is too short', seeing(['440']), false],
  ['a code that is too long', seeing(['4403100030051']), false],
  ['a code with letters behind it', seeing(['440310x']), false],
  ['a code with letters before it', seeing(['x440310']), false],
  ['too many areas', seeing(Array<string>(21).fill('4403')), false],
  ['a department with a blank before it', seeing([], [' ps-market']), false],
  ['a department with a blank behind it', seeing([], ['ps-market ']), false],
  ['a department that begins with a dash', seeing([], ['-market']), false],
  ['a department in capitals', seeing([], ['PS']), false],
  ['too many departments', seeing([], Array<string>(6).fill('a')), false],
  ['an epoch that is no id', { ...hello, epoch: 'now' }, false],
  ['a cursor before the first', { ...hello, cursor: -1 }, false],
  ['half a cursor', { ...hello, cursor: 0.5 }, false],
  ['no view', { ...hello, view: {} }, false],
  ['something besides', { ...hello, who: 'me' }, false],
  ['nothing', {}, false],
])('a hello with %s', (_, message, is) => {
  expect(v.is(HELLO, message)).toBe(is);
});

test.each<[unknown, boolean]>([
  [{ reason: 'digest' }, true],
  [{ reason: 'x'.repeat(61) }, false],
  [{}, false],
])('a resync says why: %j', (message, is) => {
  expect(v.is(RESYNC, message)).toBe(is);
});
