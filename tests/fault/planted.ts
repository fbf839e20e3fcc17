import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFlags } from '#server/launch/bundled-node.mjs';
import { copyWith } from './copy.ts';
import { PLANTS, type Edit } from './plants.ts';

/** How large the rows are that have to catch the bugs. */
const SCALE = '0.05';

/** What a row said of a copy. */
interface Verdict {
  verdict: string;
  faults: string[];
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
    const { verdict, faults, skipped } = await runOnCopy([], row, seed);
    const holds = verdict === 'holds' || verdict === 'too slow';
    console.log(`    row ${row} without any bug: ${verdict}`);
    for (const plant of plants.filter(({ caughtBy }) => caughtBy === row)) {
      const found = holds ? await runOnCopy(plant.edits, row, seed) : undefined;
      const caught = skipped === undefined ? holds && (found?.faults.length ?? 0) > 0 : undefined;
      const by =
        found?.faults[0] ?? skipped ?? (holds ? 'nothing' : `the row fails without it: ${faults[0]}`);
      console.log(`    ${plant.name}: ${caught ? 'caught' : 'NOT CAUGHT'} (${by})`);
      results.push({ name: plant.name, row, caught, by });
    }
  }
  return results;
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
