import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFlags } from '#server/launch/bundled-node.mjs';
import { copyWith } from './copy.ts';
import { PLANTS, type Edit } from './plants.ts';

/** How large the rows are that have to catch the bugs. */
const SCALE = '0.05';

/** What a row said of a copy. */
export interface Verdict {
  verdict: string;
  faults: string[];
  unfinished?: boolean;
  skipped?: string;
}

/** A planted bug and what became of it; `caught` is undefined where the row could not be tried. */
export interface PlantedResult {
  name: string;
  row: number;
  caught: boolean | undefined;
  by: string;
}

/** Runs the catching row on a copy with each bug, and once without any: there it has to hold. */
export async function catchPlants(seed: string, names?: readonly string[]): Promise<PlantedResult[]> {
  const plants = PLANTS.filter(({ name }) => names === undefined || names.includes(name));
  const rows = [...new Set(plants.map(({ caughtBy }) => caughtBy))];
  const results: PlantedResult[] = [];
  for (const row of rows) {
    const sound = await runOnCopy([], row, seed);
    console.log(`    row ${row} without any bug: ${sound.verdict}`);
    for (const plant of plants.filter(({ caughtBy }) => caughtBy === row)) {
      const { caught, by } = judge(sound, holds(sound) ? await runOnCopy(plant.edits, row, seed) : undefined);
      console.log(`    ${plant.name}: ${caught ? 'caught' : 'NOT CAUGHT'} (${by})`);
      results.push({ name: plant.name, row, caught, by });
    }
  }
  return results;
}

const holds = ({ verdict }: Verdict): boolean => verdict === 'holds' || verdict === 'too slow';

/**
 * What became of a bug, by what the row said of a sound copy and of the planted one. A row catches a bug by what it finds: a copy
 * on which it does not run to its end, because no server starts there, says nothing of the bug.
 */
export function judge(sound: Verdict, planted?: Verdict): Pick<PlantedResult, 'caught' | 'by'> {
  if (sound.skipped !== undefined) return { caught: undefined, by: sound.skipped };
  if (!planted) return { caught: false, by: `the row fails without it: ${sound.faults[0]}` };
  const [first = 'nothing'] = planted.faults;
  return planted.unfinished
    ? { caught: false, by: `the row did not run to its end: ${first}` }
    : { caught: planted.faults.length > 0, by: first };
}

async function runOnCopy(edits: readonly Edit[], row: number, seed: string): Promise<Verdict> {
  const { root, remove } = copyWith(edits);
  try {
    const args = [
      '--only',
      String(row),
      '--scale',
      SCALE,
      '--seed',
      seed,
      '--bounded',
      '--results',
      'planted',
    ];
    const child = spawn(process.execPath, [...nodeFlags, join(root, 'tests/fault/run.ts'), ...args], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await new Promise((done) => child.once('close', done));
    const told = JSON.parse(readFileSync(join(root, 'test-results', 'planted.json'), 'utf8')) as {
      rows: Verdict[];
    };
    return told.rows[0]!;
  } finally {
    remove();
  }
}

export const sentenceOf = (results: readonly PlantedResult[]): string =>
  `Planted bugs: ${results.filter(({ caught }) => caught === true).length} of ${results.length} caught.`;

/** As a table of a document. */
export function tableOf(results: readonly PlantedResult[]): string {
  const lines = results.map(({ name, row, caught, by }) => {
    const word = caught === undefined ? 'not tried' : caught ? 'caught' : 'NOT caught';
    return `| ${name} | ${row} | ${word} | ${by
      .replaceAll('|', '\\|')
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
      .slice(0, 140)} |`;
  });
  return [
    '| planted bug | row | | first sign |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
    sentenceOf(results),
  ].join('\n');
}
