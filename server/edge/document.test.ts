import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { QUOTAS } from '#server/quota/quotas.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * How many requirements of levels 1 and 2 each section of ASVS v5.0.0 begins with (OWASP/ASVS, tag v5.0.0; those of
 * level 3 stand last in every section): 70 of level 1 and 183 of level 2.
 */
const ASVS = `
  1.1:2 1.2:9 1.3:11 1.4:3 1.5:2  2.1:3 2.2:3 2.3:4 2.4:1  3.2:2 3.3:4 3.4:6 3.5:5 3.7:2  4.1:3 4.2:1 4.3:2 4.4:4
  5.1:1 5.2:3 5.3:2 5.4:3  6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4  7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
  8.1:2 8.2:3 8.3:1 8.4:1  9.1:3 9.2:4  10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3
  11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1  12.1:3 12.2:2 12.3:4  13.1:1 13.2:5 13.3:2 13.4:5
  14.1:2 14.2:4 14.3:3  15.1:3 15.2:3 15.3:7  16.1:1 16.2:5 16.3:4 16.4:3 16.5:3  17.1:1 17.2:4 17.3:2`;

const wanted = ASVS.trim()
  .split(/\s+/)
  .flatMap((section) => {
    const [name, count] = section.split(':');
    return Array.from({ length: Number(count) }, (_, n) => `${name}.${n + 1}`);
  });

/** The cells of the rows whose first cell is a number of a requirement, or a span of them. */
const rows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| \d+\.\d+\.\d+(–\d+\.\d+\.\d+)? +\|/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

/** `1.2.6–1.2.8` is three; a span may reach over sections, as long as one follows the other. */
function numbersIn(span: string): string[] {
  const [first = '', last = first] = span.split('–');
  const from = wanted.indexOf(first);
  const to = wanted.indexOf(last);
  if (from === -1 || to < from) throw new Error(`no such requirements: ${span}`);
  return wanted.slice(from, to + 1);
}

/** What stands in backticks and begins with a folder of this project. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:server|src|tests|docs|drizzle|static|messages)\/[^`*\s]+)`/g)].map(
    ([, path]) => path!,
  );

const withoutRemarks = (text: string): string => text.replace(/<!--.*?-->/gs, '').trim();

describe('docs/security.md', () => {
  const text = read('docs/security.md');

  test('names files and tests that exist', () => {
    const paths = pathsIn(text);
    expect(paths.length).toBeGreaterThan(80);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('answers every requirement of ASVS 5.0.0, levels 1 and 2, once', () => {
    expect(wanted).toHaveLength(253);
    const answered = rows(text).flatMap(([span = '']) => numbersIn(span));
    expect(answered).toEqual(wanted);
  });

  test('says of each whether it passes, and where, or why not', () => {
    for (const [span, state, reason = ''] of rows(text)) {
      expect(['pass', 'exception', 'none'], span).toContain(state);
      expect(withoutRemarks(reason).length, span).toBeGreaterThan(3);
    }
  });

  test('lists every clause of 8.1.4 that software can serve', () => {
    for (const n of [1, 2, 3, 4, 5, 7, 8, 9, 10, 11])
      expect(text).toMatch(new RegExp(`^\\| 8\\.1\\.4\\.${n} `, 'm'));
  });
});

test('docs/operations.md lists every quota as it is', () => {
  const section = read('docs/operations.md').split('### Quotas')[1]?.split('\n#')[0] ?? '';
  const listed = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (quota|-)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const kept = Object.entries(QUOTAS).map(([name, { by, times, withinS, shared, counts }]) => [
    ...[
      name,
      by,
      `${times.toLocaleString('en')} in ${withinS / 60} min`,
      shared ? 'all processes' : 'each process',
      counts,
    ],
  ]);
  expect(listed).toEqual(kept);
});
