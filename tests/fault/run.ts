import { parseArgs } from 'node:util';
import { clearAway, temporaryFolderOfRun } from '../support/leftovers.mjs';
import { NOTHING, type Found, type Row } from './row.ts';
import { failed, machine, printTable, writeResults, type Went } from './report.ts';
import { catchPlants, sentenceOf, tableOf } from './planted.ts';
import { writeTable } from './table.ts';
import { ROWS } from './rows/all.ts';
import { unmountBelow } from './rows/full-disk.ts';
import { Stage } from './stage.ts';

/**
 * `npm run test:fault -- [--only 1,4] [--scale 0.1] [--seed S] [--bounded] [--plants] [--write docs/reliability.md]`
 *
 * Runs the rows of the fault suite. Bounds of time and size are judged where the whole is run, and only told with
 * `--bounded`, where the machine does something else as well; that nothing is lost, double or different is always judged. `--plants` plants the classic bugs
 * into copies of the project after that and has them caught; `--only 0 --plants` does nothing else.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(process.hrtime.bigint()).slice(-9) },
    bounded: { type: 'boolean', default: false },
    write: { type: 'string' },
    plants: { type: 'boolean', default: false },
    plant: { type: 'string' },
    results: { type: 'string', default: 'fault' },
  },
});
const only = values.only?.split(',').map(Number);
const rows = ROWS.filter(({ n }) => only === undefined || only.includes(n));
const scale = Number(values.scale);
// Whatever is started names this folder, by which it is found and ended if the run is cut short.
const folder = process.env.FALING_TEST_RUN === undefined ? await temporaryFolderOfRun() : undefined;
if (folder !== undefined) process.env.TMPDIR = folder;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void leave(130));
const stage = new Stage(scale, values.seed);
console.log(`fault suite, seed ${values.seed}, scale ${scale}, rows ${rows.map(({ n }) => n).join(' ')}`);

const all: Went[] = [];
try {
  for (const row of rows) all.push(await runOne(row));
} finally {
  await stage.end();
}
printTable(all);
writeResults(all, values.seed, scale, values.results);
const planted = values.plants ? await catchPlants(values.seed, values.plant?.split(',')) : [];
if (values.plants) console.log(sentenceOf(planted));
if (values.write) {
  const when = { seed: values.seed, scale, date: new Date().toISOString().slice(0, 10), machine: machine() };
  writeTable(values.write, all, when, values.plants ? tableOf(planted) : undefined);
}
await leave(all.some(failed) || planted.some(({ caught }) => caught === false) ? 1 : 0);

async function leave(code: number): Promise<never> {
  if (folder !== undefined) {
    unmountBelow(folder);
    await clearAway(folder);
  }
  process.exit(code);
}

async function runOne(row: Row): Promise<Went> {
  const begun = performance.now();
  console.log(`▸ ${row.n} ${row.name} …`);
  const found: Found = await row.run(stage.for(String(row.n))).catch((error: unknown) => {
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { figures: [], faults: [told], counts: NOTHING, unfinished: true };
  });
  for (const note of found.notes ?? []) console.log(`    ${note}`);
  return { row, found, judged: !values.bounded, seconds: (performance.now() - begun) / 1_000 };
}
