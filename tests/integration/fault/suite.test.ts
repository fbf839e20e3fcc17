import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { nodeFlags } from '#server/launch/bundled-node.mjs';

/** The rows that a few seconds of say something about; the others are run on demand (docs/reliability.md). */
const ROWS = [1, 3, 7, 11];
const projectRoot = join(import.meta.dirname, '..', '..', '..');

interface Told {
  seed: string;
  counts: Record<'commands' | 'lost' | 'double' | 'timers' | 'views' | 'differ', number>;
  rows: { n: number; faults: string[]; skipped?: string }[];
}

describe('a bounded part of the fault suite, without bounds of time', () => {
  let told: Told;

  beforeAll(async () => {
    const args = ['--only', ROWS.join(','), '--scale', '0.01', '--bounded', '--results', 'fault-part'];
    const child = spawn(process.execPath, [...nodeFlags, join(projectRoot, 'tests/fault/run.ts'), ...args], {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise((done) => child.once('close', done));
    expect([0, 1], said).toContain(code);
    told = JSON.parse(readFileSync(join(projectRoot, 'test-results', 'fault-part.json'), 'utf8')) as Told;
  }, 600_000);

  test.each(ROWS)('row %i: nothing is lost, double or different', (n) => {
    const row = told.rows.find((one) => one.n === n);
    expect(row?.faults, `seed ${told.seed}`).toEqual([]);
    expect(row?.skipped).toBeUndefined();
  });

  test('it had something to lose', () => {
    const { commands, lost, double, timers, views, differ } = told.counts;
    expect(Math.min(commands, timers, views)).toBeGreaterThan(50);
    expect({ lost, double, differ }).toEqual({ lost: 0, double: 0, differ: 0 });
  });
});
