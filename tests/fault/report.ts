import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { addCounts, meets, NOTHING, type Figure, type Found, type Row } from './row.ts';

/** A row as it went. */
export interface Went {
  row: Row;
  found: Found;
  /** Whether bounds of time and size count, or are only told. */
  judged: boolean;
  seconds: number;
}

const projectRoot = join(import.meta.dirname, '..', '..');

export const failed = ({ found, judged }: Went): boolean =>
  found.skipped === undefined && (found.faults.length > 0 || (judged && !found.figures.every(meets)));

const shown = ({ value, unit }: Pick<Figure, 'value' | 'unit'>): string => {
  if (!Number.isFinite(value)) return 'never';
  return unit === 'ms' && value >= 1_000
    ? `${(value / 1_000).toFixed(2)} s`
    : `${Math.round(value)}${unit && ` ${unit}`}`;
};

export const verdict = (went: Went): string => {
  if (went.found.skipped !== undefined) return 'not tried';
  if (went.found.faults.length > 0) return 'BROKEN';
  return went.found.figures.every(meets) ? 'holds' : 'too slow';
};

export function measured({ found }: Went): string {
  if (found.skipped !== undefined) return found.skipped;
  const { commands, lost, double, timers, timersLost, timersDouble, views, differ } = found.counts;
  return [
    ...found.figures.map((one) => `${one.name} ${shown(one)}`),
    ...(commands > 0 ? [`${commands} commands: ${lost} lost, ${double} double`] : []),
    ...(timers > 0 ? [`${timers} timers: ${timersLost} lost, ${timersDouble} double`] : []),
    ...(views > 0 ? [`${views} views: ${differ} different`] : []),
    ...(found.figures.length + commands + views === 0 ? (found.notes ?? []) : []),
  ].join('; ');
}

export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'cpu'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;
}

/** For people: a line for each row, and what does not hold in full. */
export function printTable(all: readonly Went[]): void {
  console.log('');
  for (const went of all) {
    const mark = went.found.skipped !== undefined ? '–' : failed(went) ? '✗' : meetsAll(went) ? '✓' : '~';
    console.log(
      `${mark} ${String(went.row.n).padStart(2)} ${went.row.name} (${went.seconds.toFixed(0)} s): ${measured(went)}`,
    );
    for (const fault of went.found.faults.slice(0, 8)) console.log(`     ${fault}`);
    if (went.found.faults.length > 8) console.log(`     … ${went.found.faults.length}`);
  }
  const sum = all.map(({ found }) => found.counts).reduce(addCounts, NOTHING);
  console.log(
    `\n${sum.commands} commands acknowledged under faults: ${sum.lost} lost, ${sum.double} double · ` +
      `${sum.timers} timers: ${sum.timersLost} lost, ${sum.timersDouble} double · ${sum.views} views: ${sum.differ} different`,
  );
}

const meetsAll = ({ found }: Went): boolean => found.figures.every(meets);

/** test-results/fault.json and fault.xml (JUnit). */
export function writeResults(all: readonly Went[], seed: string, scale: number, file = 'fault'): void {
  const dir = join(projectRoot, 'test-results');
  mkdirSync(dir, { recursive: true });
  const rows = all.map((went) => {
    const { n, name, fault, bound } = went.row;
    return { ...{ n, name, fault, bound, verdict: verdict(went), seconds: went.seconds }, ...went.found };
  });
  const counts = all.map(({ found }) => found.counts).reduce(addCounts, NOTHING);
  const told = {
    suite: 'fault',
    seed,
    scale,
    date: new Date().toISOString(),
    machine: machine(),
    counts,
    rows,
  };
  writeFileSync(join(dir, `${file}.json`), `${JSON.stringify(told, null, 2)}\n`);
  writeFileSync(join(dir, `${file}.xml`), junit(all, seed, scale));
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function junit(all: readonly Went[], seed: string, scale: number): string {
  const cases = all.map((went) => {
    const open = `  <testcase classname="fault" name="${went.row.n} ${escaped(went.row.name)}" time="${went.seconds.toFixed(1)}">`;
    const skipped =
      went.found.skipped === undefined ? '' : `<skipped message="${escaped(went.found.skipped)}"/>`;
    const reasons = [
      ...went.found.faults,
      ...went.found.figures.filter((one) => !meets(one)).map(({ name, value }) => `${name} ${value}`),
    ];
    const failure = failed(went) ? `<failure message="${escaped(reasons.slice(0, 20).join('; '))}"/>` : '';
    return `${open}${skipped}${failure}<system-out>${escaped(measured(went))}</system-out></testcase>`;
  });
  const count = (of: (went: Went) => boolean): number => all.filter(of).length;
  const skipped = count(({ found }) => found.skipped !== undefined);
  const properties = Object.entries({ seed, scale }).map(
    ([name, value]) => `<property name="${name}" value="${escaped(String(value))}"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="fault" tests="${all.length}" failures="${count(failed)}" skipped="${skipped}">`,
    `  <properties>${properties.join('')}</properties>`,
    ...cases,
    '</testsuite>\n',
  ].join('\n');
}
