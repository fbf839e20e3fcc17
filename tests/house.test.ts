import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  codeFiles,
  linesOf,
  lintFaults,
  nameFault,
  projectRoot,
  quantile,
  wallFaults,
} from './support/house.ts';

describe('rooms are small', () => {
  const sizes = codeFiles('src', 'server').map(linesOf);

  test('half of the files have at most 80 lines', () => {
    expect(quantile(sizes, 0.5)).toBeLessThanOrEqual(80);
  });

  test('of a hundred files, ninety-five have at most 250 lines', () => {
    expect(quantile(sizes, 0.95)).toBeLessThanOrEqual(250);
  });

  test('a quantile is a value that occurs, the middle one or the one near the end', () => {
    expect(quantile([30, 10, 20], 0.5)).toBe(20);
    expect(quantile([...Array(94).fill(10), ...Array(6).fill(900)], 0.95)).toBe(900);
  });
});

describe('names are nouns in kebab-case', () => {
  test('every file and folder is named so', () => {
    expect(codeFiles('src', 'server', 'tests').map(nameFault).filter(Boolean)).toEqual([]);
  });

  test.each([
    'server/case/caseNumber.ts',
    'server/utils/date.ts',
    'server/case/case-helpers.ts',
    'src/domain/case/types.ts',
    'src/domain/case/index.ts',
    'server/manager/case.ts',
    'src/lib/ui/dialog.svelte',
    'src/lib/ui/Dialog_box.svelte',
    'src/routes/Wall/+page.svelte',
  ])('%s is noticed', (path) => {
    expect(nameFault(path)).not.toBeNull();
  });

  test.each([
    'src/routes/wall/[area=code]/+page.server.ts',
    'src/routes/(public)/track/[...rest]/+page@.svelte',
    'src/routes/open311/v2/services/+server.ts',
    'src/lib/live/board.svelte.ts',
    'src/lib/ui/TimeLeft.svelte',
    'server/demo/day/2021-07-23.ts',
  ])('%s is a good name', (path) => {
    expect(nameFault(path)).toBeNull();
  });
});

describe('the walls between the rooms', () => {
  const built: string[] = [];
  afterAll(() => built.forEach((dir) => rmSync(dir, { recursive: true })));

  /** A house of its own with these files, so that a wall can be seen to hold. */
  function houseOf(files: Record<string, string>): string {
    const dir = mkdtempSync(join(tmpdir(), 'faling-house-'));
    built.push(dir);
    const given = {
      'package.json': '{"type":"module","imports":{"#domain/*":"./src/domain/*","#server/*":"./server/*"}}',
      'src/domain/case.ts': 'export const state = 1;\n',
      'src/lib/socket.ts': 'export const socket = 1;\n',
      'src/routes/+page.ts': 'export const ssr = false;\n',
      'server/pool.ts': 'export const pool = 1;\nexport interface App { pool: number }\n',
      'server/case/save.ts': 'export const save = 1;\n',
      'tests/support/world.ts': 'export const world = 1;\n',
      ...files,
    };
    for (const [path, text] of Object.entries(given)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(dir, 'node_modules'));
    return dir;
  }
  const faults = (files: Record<string, string>) => wallFaults(houseOf(files), ['src', 'server', 'tests']);

  test('hold in this house', { timeout: 60_000 }, async () => {
    expect(await wallFaults(projectRoot, ['src', 'server', 'tests'])).toEqual([]);
  });

  test('a house without a fault has none', async () => {
    const allowed = {
      'src/lib/board.ts': "export { state } from '#domain/case.ts';\n",
      'src/routes/+layout.ts':
        "import type { App } from '#server/pool.ts';\nexport const load = (a: App) => a;\n",
      'server/hub/hub.ts': "import { pool } from '#server/pool.ts';\nexport const hub = pool;\n",
    };
    expect(await faults(allowed)).toEqual([]);
  });

  test.each([
    ['domain-only-domain', 'src/domain/a.ts', "export { pool } from '#server/pool.ts';"],
    ['domain-only-domain', 'src/domain/a.ts', "export { readFile } from 'node:fs/promises';"],
    [
      'domain-only-domain',
      'src/domain/a.ts',
      "import type { App } from '../../server/pool.ts';\nexport type A = App;",
    ],
    ['domain-no-cycles', 'src/domain/case.ts', "import { b } from './b.ts';\nexport const state = b;"],
    ['lib-only-domain-and-lib', 'src/lib/a.ts', "export { pool } from '#server/pool.ts';"],
    ['lib-only-domain-and-lib', 'src/lib/a.ts', "export { ssr } from '../routes/+page.ts';"],
    ['routes-only-types-of-server', 'src/routes/a.ts', "export { pool } from '#server/pool.ts';"],
    ['server-only-server-and-domain', 'server/a.ts', "export { socket } from '../src/lib/socket.ts';"],
    ['hub-knows-no-noun', 'server/hub/a.ts', "export { save } from '#server/case/save.ts';"],
    ['nothing-imports-tests', 'server/a.ts', "export { world } from '../tests/support/world.ts';"],
    ['leads nowhere', 'server/a.ts', "export { gone } from '#server/gone.ts';"],
  ])('%s: %s is noticed', async (rule, path, text) => {
    const other = { 'src/domain/b.ts': "import { state } from './case.ts';\nexport const b = state;\n" };
    const found = await faults({ ...(rule === 'domain-no-cycles' ? other : {}), [path]: `${text}\n` });
    expect(found.filter((fault) => fault.endsWith(rule))).not.toEqual([]);
  });
});

describe('lint', () => {
  const imports = '@typescript-eslint/no-restricted-imports';

  test.each([
    ['src/domain/case/a.ts', 'export const at = Date.now();', 'no-restricted-properties'],
    ['src/domain/case/a.ts', 'export const at = new Date();', 'no-restricted-syntax'],
    ['src/domain/case/a.ts', 'export const id = Math.random();', 'no-restricted-properties'],
    ['src/domain/case/a.ts', 'export const id = crypto.randomUUID();', 'no-restricted-globals'],
    ['src/domain/case/a.ts', 'export const pid = process.pid;', 'no-restricted-globals'],
    ['src/domain/case/a.ts', "console.log('a');", 'no-restricted-globals'],
    ['src/domain/case/a.ts', "export { z } from 'zod';", imports],
    ['src/lib/live/a.ts', 'export const age = (at: number) => Date.now() - at;', 'no-restricted-properties'],
    ['src/lib/ui/a.ts', 'export const at = new Date();', 'no-restricted-syntax'],
    [
      'src/routes/wall/a.ts',
      'export const left = (due: number) => due - Date.now();',
      'no-restricted-properties',
    ],
    ['server/timer/a.ts', 'export const at = Date.now();', 'no-restricted-properties'],
    ['src/lib/live/a.ts', "export { pool } from '#server/db/pool.ts';", imports],
    ['src/lib/live/a.ts', "export { join } from 'node:path';", imports],
    ['src/routes/wall/a.ts', "import { pool } from '#server/db/pool.ts';\nexport const a = pool;", imports],
    ['server/case/a.ts', "export { page } from '../../src/routes/page.ts';", imports],
    ['server/case/a.ts', "export { world } from '../../tests/support/world.ts';", imports],
    ['server/case/a.ts', 'export const url = process.env.DATABASE_URL;', 'no-restricted-properties'],
    ['server/case/a.ts', 'export default 1;', 'no-restricted-syntax'],
  ])('%s: %s is refused', async (path, code, rule) => {
    expect(await lintFaults(path, `${code}\n`)).toContain(rule);
  });

  test.each([
    [
      'src/domain/case/a.ts',
      "import * as v from 'valibot';\nexport const at = (t: number) => v.date(new Date(t));",
    ],
    ['src/routes/wall/a.ts', "import type { Pool } from '#server/db/pool.ts';\nexport type A = Pool;"],
    ['server/case/a.ts', "export { decide } from '#domain/case/decide.ts';"],
    ['server/config.ts', 'export const env = process.env;'],
    ['src/lib/live/pc-clock.ts', 'export const readPcClock = () => Date.now();'],
  ])('%s: %s is allowed', async (path, code) => {
    expect(await lintFaults(path, `${code}\n`)).toEqual([]);
  });
});
