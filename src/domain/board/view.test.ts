import { expect, test } from 'vitest';
import { accept, dispatch, giveBack, reassign, report, resolve, sign } from '../../../tests/support/acts.ts';
import { after } from '../../../tests/support/given.ts';
import { digestOf, fnv1a } from './digest.ts';
import { covers, grew, inView, scopeOf, viewKey } from './view.ts';

const departments = (...acts: Parameters<typeof after>) =>
  scopeOf(after(report(), accept(), ...acts).subject).departments;

test('a case belongs to its community and to the departments that hold it or held it to the end', () => {
  expect(scopeOf(after(report()).subject)).toEqual({ areaCode: '440310003005', departments: [] });
  expect(departments(dispatch('kz-stability', 'kz-municipal'))).toEqual(['kz-municipal', 'kz-stability']);
  expect(departments(dispatch(), sign(), resolve())).toEqual(['kz-municipal']);
  expect(departments(dispatch(), giveBack())).toEqual([]);
  expect(departments(dispatch(), reassign('kz-municipal', 'ps-market'))).toEqual(['ps-market']);
});

test('a case is in view by an area’s prefix or by a department', () => {
  const scope = { areaCode: '440310003005', departments: ['ps-market'] };
  const seen = (areas: string[], ids: string[] = []) => inView({ areas, departments: ids }, scope);
  expect([seen(['4403']), seen(['440310003005']), seen([], ['ps-market'])]).toEqual([true, true, true]);
  expect([seen(['440303']), seen([]), seen(['']), seen([], ['kz-municipal'])]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('the same view has the same key in whatever order it was asked for', () => {
  const view = { areas: ['440310', '440303'], departments: ['b', 'a'] };
  expect(viewKey(view)).toBe(viewKey({ areas: ['440303', '440310'], departments: ['a', 'b'] }));
  expect(viewKey(view)).not.toBe(viewKey({ ...view, departments: ['a'] }));
  expect(viewKey({ areas: ['4403'], departments: [] })).not.toBe(
    viewKey({ areas: [], departments: ['4403'] }),
  );
});

test('a person may ask for less than the own jurisdiction and for nothing beside it', () => {
  const own = { areas: ['440310'], departments: ['ps-market'] };
  expect(covers(own, { areas: ['440310003'], departments: [] })).toBe(true);
  expect(covers(own, { areas: ['4403'], departments: [] })).toBe(false);
  expect(covers(own, { areas: [], departments: ['lh-market'] })).toBe(false);
  expect(covers(own, own)).toBe(true);
});

test('a digest does not depend on the order and changes with every version, row and id', () => {
  const rows = [
    { id: 'a', version: 1 },
    { id: 'b', version: 2 },
  ];
  const digest = digestOf(rows);
  expect(digestOf(rows.toReversed())).toEqual(digest);
  expect(digest.count).toBe(2);
  for (const other of [
    [{ id: 'a', version: 2 }, rows[1]],
    [
      { id: 'a', version: 2 },
      { id: 'b', version: 1 },
    ],
    [rows[0]],
    [rows[0], { id: 'c', version: 2 }],
  ]) {
    expect(digestOf(other as typeof rows)).not.toEqual(digest);
  }
  expect(digestOf([])).toEqual({ count: 0, sum: 0 });
});

test('a screen needs the case itself where it sees it for the first time', () => {
  const was = { areaCode: '440310003005', departments: ['a', 'b'] };
  const grown = (change: Partial<typeof was>) => grew(was, { ...was, ...change });
  expect(grown({})).toBe(false);
  expect(grown({ departments: ['b'] })).toBe(false);
  expect(grown({ departments: ['a', 'b', 'c'] })).toBe(true);
  expect(grown({ departments: ['c'] })).toBe(true);
  expect(grown({ areaCode: '440310003006' })).toBe(true);
});

test('every part of a view counts, and where one part ends', () => {
  const own = { areas: ['440310', '440303'], departments: ['a', 'b'] };
  expect(viewKey(own)).toBe('a:440303,440310;d:a,b');
  expect(covers(own, { areas: ['440303001', '440310'], departments: ['b'] })).toBe(true);
  expect(covers(own, { areas: ['440303001', '4403'], departments: [] })).toBe(false);
  expect(covers(own, { areas: [], departments: ['a', 'c'] })).toBe(false);
});

test('the sum of a digest is that of FNV-1a', () => {
  expect(fnv1a('')).toBe(0x811c9dc5);
  expect(fnv1a('foobar')).toBe(0xbf9cf968);
  const rows = [
    { id: 'a', version: 1 },
    { id: 'b', version: 2 },
  ];
  expect(digestOf(rows)).toEqual({ count: 2, sum: (fnv1a('a:1') + fnv1a('b:2')) % 2 ** 32 });
});
