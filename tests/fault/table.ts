import { readFileSync, writeFileSync } from 'node:fs';
import { measured, verdict, type Went } from './report.ts';

/** Under what a row was measured. */
export interface Measurement {
  seed: string;
  scale: number;
  /** YYYY-MM-DD */
  date: string;
  machine: string;
}

const MARKS = {
  table: ['<!-- measured: npm run test:fault -- --write docs/reliability.md -->', '<!-- /measured -->'],
  planted: [
    '<!-- planted: npm run test:fault -- --plants --write docs/reliability.md -->',
    '<!-- /planted -->',
  ],
} as const;
const HEAD = [
  '| # | fault | bound | measured | | seed, scale, date |',
  '| --- | --- | --- | --- | --- | --- |',
];

/** Writes the rows that ran into the document; what was measured of the others, and everything else in it, stays. */
export function writeTable(path: string, all: readonly Went[], when: Measurement, planted?: string): void {
  const text = withRows(readFileSync(path, 'utf8'), all, when);
  writeFileSync(path, planted === undefined ? text : replaced(text, MARKS.planted, planted));
}

export function withRows(text: string, all: readonly Went[], when: Measurement): string {
  const old = between(text, MARKS.table);
  const [, there = when.machine] = /^On (.+)\.$/m.exec(old) ?? [];
  const rows = new Map(
    old.split('\n').flatMap((line) => {
      const [, n] = /^\| (\d+)\s+\|/.exec(line) ?? [];
      return n === undefined ? [] : [[Number(n), there === when.machine ? line : from(there, line)] as const];
    }),
  );
  for (const went of all) rows.set(went.row.n, lineOf(went, when));
  const lines = [...rows].sort(([a], [b]) => a - b).map(([, line]) => line);
  return replaced(
    text,
    MARKS.table,
    [`On ${when.machine}.`, '', ...HEAD, ...lines, '', together(lines)].join('\n'),
  );
}

/** A line that stays while the table becomes another machine's says itself on which it was measured. */
const from = (machine: string, line: string): string =>
  / on [^|]+\|$/.test(line) ? line : line.replace(/ *\|$/, ` on ${machine} |`);

function lineOf(went: Went, { seed, scale, date }: Measurement): string {
  const { n, fault, bound } = went.row;
  const cells = [n, fault, bound, measured(went), verdict(went), `${seed}, ${scale}, ${date}`];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The sum of what the lines say, so that it is that of the rows which stand there. */
function together(lines: readonly string[]): string {
  const sum = (what: RegExp): number[] =>
    lines
      .map((line) => what.exec(line)?.slice(1).map(Number) ?? [0, 0, 0])
      .reduce((a, b) => a.map((n, at) => n + (b[at] ?? 0)));
  const [commands, lost, double] = sum(/(\d+) commands: (\d+) lost, (\d+) double/);
  const [timers, timersLost, timersDouble] = sum(/(\d+) timers: (\d+) lost, (\d+) double/);
  const [views, differ] = sum(/(\d+) views: (\d+) different/);
  return (
    `Together: ${commands} commands acknowledged under faults, ${lost} lost, ${double} double; ` +
    `${timers} timers, ${timersLost} lost, ${timersDouble} double; ${views} views compared with SQL, ${differ} different.`
  );
}

type Marks = readonly [begin: string, end: string];

function between(text: string, [begin, end]: Marks): string {
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`the document has no place for this: ${begin} … ${end}`);
  return text.slice(from + begin.length, to);
}

const replaced = (text: string, marks: Marks, written: string): string =>
  text.replace(between(text, marks), () => `\n\n${written}\n\n`);
