import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TIMETABLE } from '#server/timetable.ts';

const root = join(import.meta.dirname, '..');
const entries = Object.entries(TIMETABLE);

function serverFiles(): { path: string; text: string }[] {
  return readdirSync(join(root, 'server'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => ({ path, text: readFileSync(join(root, 'server', path), 'utf8') }));
}

const period = (ms: number): string => {
  if (ms >= 3_600_000) return `${ms / 3_600_000} h`;
  return ms >= 1_000 ? `${ms / 1_000} s` : `${ms} ms`;
};

describe('the timetable', () => {
  test('is the one in docs/operations.md, row by row', () => {
    const text = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
    const section = /## The clockwork\n([^]*?)\n## /.exec(text)?.[1] ?? '';
    const rows = section
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    expect(rows).toEqual(
      entries.map(([name, { everyMs, does, safe }]) => [name, period(everyMs), does, safe]),
    );
  });

  test('names nothing that nobody does', () => {
    const texts = serverFiles().filter(({ path }) => path !== 'timetable.ts');
    const undone = entries
      .map(([name]) => name)
      .filter((name) => !texts.some(({ text }) => new RegExp(`(name: |every(Ms)?\\()'${name}'`).test(text)));
    expect(undone).toEqual([]);
  });

  test('is what every interval of the server is taken from', () => {
    // The watching of a database that we started ourselves is no work of the city; the simulator is no part of it.
    const own = /^(demo|db\/cluster)/;
    const intervals = serverFiles()
      .filter(({ path }) => !own.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/setInterval\(([^]*?)\);/g)].map(([, inside]) => ({ path, inside: inside ?? '' })),
      );
    expect(intervals.length).toBeGreaterThan(2);
    const untold = intervals.filter(({ inside }) => !inside.includes('everyMs('));
    expect(untold).toEqual([]);
  });
});
