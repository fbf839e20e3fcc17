import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_TYPES } from '#domain/audit/event.ts';
import { nodeFlags } from '#server/launch/bundled-node.mjs';
import { NOTHING, type Found, type Row } from '../row.ts';

const projectRoot = join(import.meta.dirname, '..', '..', '..');

/** Rows that are properties of the rules alone: they stand beside the rules as tests, and are run from here. */
export const foldTypes: Row = {
  n: 12,
  name: 'a state and its events are the next state',
  fault: 'for every event type: old state + events = fresh state',
  bound: 'all types',
  run: () => byVitest('src/domain/board/resume.test.ts', 'test', `${EVENT_TYPES.length} types of events`),
};

export const model: Row = {
  n: 13,
  name: 'the model of the domain',
  fault: 'fast-check model of the domain, ≥ 10,000 runs × ≥ 50 commands',
  bound: '0 failures',
  run: (stage) => {
    const soak = stage.scale >= 0.5;
    const size = soak ? '10,000 lives of 50 to 90 moves' : '500 lives of 30 to 60 moves';
    return byVitest('src/domain/case/model.test.ts', soak ? 'soak' : 'test', size);
  },
};

/** What SvelteKit writes from the sources, which a fresh clone has not: without it no test starts. */
function syncFirst(): void {
  if (existsSync(join(projectRoot, '.svelte-kit', 'tsconfig.json'))) return;
  const script = join(projectRoot, 'node_modules', '@sveltejs', 'kit', 'svelte-kit.js');
  spawnSync(process.execPath, [script, 'sync'], { cwd: projectRoot, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function byVitest(file: string, mode: string, size: string): Promise<Found> {
  syncFirst();
  const dir = mkdtempSync(join(tmpdir(), 'faling-vitest-'));
  const report = join(dir, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const script = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [...nodeFlags, script, 'run', '--project', 'unit', '--mode', mode, ...reporters, file];
  const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await new Promise((done) => child.once('close', done));
  try {
    const told = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
    const { numPassedTests: passed, numTotalTests: total } = told;
    const seed = /seed (\d+)/.exec(said)?.[1];
    return {
      ...{ figures: [], counts: NOTHING },
      faults: total === 0 || passed !== total ? [`${passed} of ${total} tests passed in ${file}`] : [],
      notes: [`${size}; ${passed} tests of ${file}${seed ? `, seed ${seed}` : ''}`],
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}
