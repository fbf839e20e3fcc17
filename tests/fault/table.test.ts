import { expect, test } from 'vitest';
import { NOTHING } from './row.ts';
import { withRows } from './table.ts';
import { ROWS } from './rows/all.ts';

const WHEN = { seed: '7', scale: 1, date: '2021-08-13', machine: 'a machine' };
const DOCUMENT = [
  'before',
  '<!-- measured: npm run test:fault -- --write docs/reliability.md -->',
  'On a machine.',
  '| 1   | kill | soon | 10 commands: 0 lost, 1 double; 3 views: 0 different | holds | 5, 1, 2021-08-12 |',
  '| 10  | many | soon | 20 commands: 0 lost, 0 double; 5 timers: 2 lost, 0 double | holds | 5, 1, 2021-08-12 |',
  '<!-- /measured -->',
  'after',
].join('\n');

test('a row that ran takes the place of its line, and the sum is that of all lines', () => {
  const row = ROWS.find(({ n }) => n === 1)!;
  const found = { figures: [], faults: [], counts: { ...NOTHING, commands: 100, views: 4 } };
  const text = withRows(DOCUMENT, [{ row, found, judged: true, seconds: 1 }], WHEN);
  const lines = text.split('\n').filter((line) => /^\| \d/.test(line));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(
    '100 commands: 0 lost, 0 double; 4 views: 0 different | holds | 7, 1, 2021-08-13 |',
  );
  expect(lines[1]).toContain('2021-08-12');
  expect(text).toContain(
    'Together: 120 commands acknowledged under faults, 0 lost, 0 double; 5 timers, 2 lost, 0 double; 4 views compared with SQL, 0 different.',
  );
  expect(text.startsWith('before\n')).toBe(true);
  expect(text.endsWith('\nafter')).toBe(true);
});

test('a row that stays while others are measured on another machine says on which it was', () => {
  const row = ROWS.find(({ n }) => n === 1)!;
  const went = { row, found: { figures: [], faults: [], counts: NOTHING }, judged: true, seconds: 1 };
  const other = withRows(DOCUMENT, [went], { ...WHEN, machine: 'another' });
  expect(other).toContain('On another.');
  expect(other).toContain('| 7, 1, 2021-08-13 |');
  expect(other).toContain('| 5, 1, 2021-08-12 on a machine |');
  const back = withRows(other, [], WHEN);
  expect(back).toContain('| 7, 1, 2021-08-13 on another |');
  expect(back).toContain('| 5, 1, 2021-08-12 on a machine |');
});
