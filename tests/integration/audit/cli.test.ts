import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Anchoring } from '#server/audit/anchoring.ts';
import { readAuditKey } from '#server/audit/key.ts';
import { openSink } from '#server/audit/sink.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { AuditedLog } from '../../support/audited-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { projectRoot } from '../../support/processes.ts';
import { TEST_SECRET } from '../../support/running-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'faling-audit-cli-'));
const anchors = join(folder, 'anchors.jsonl');
const pem = join(folder, 'audit.pem');
let database: TestDatabase;
let pool: Pool;
let log: AuditedLog;

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 2);
  log = new AuditedLog(pool.db);
  const sink = openSink(pathToFileURL(anchors).href);
  const anchoring = new Anchoring(pool.db, readAuditKey(TEST_SECRET, null), sink);
  await log.write(5);
  await log.note(5);
  await log.writer.extend();
  await anchoring.turn();
});
afterAll(async () => {
  await pool.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** Each run of a program takes seconds, and on a busy machine many. */
const timeout = 240_000;

/** As it is typed, by somebody who knows no secret unless `env` says it. */
function run(script: 'verify' | 'admin', args: string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(projectRoot, 'server', `${script}.ts`), ...args],
    { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } },
  );
  return { status, stdout, stderr };
}

test(
  'whoever has the public key and the lines of the sink verifies without the secret, and is told by the exit code',
  { timeout },
  async () => {
    // given the public half, printed where the secret is and no database
    const printed = run('admin', ['audit-key'], { FALING_SECRET: TEST_SECRET });
    expect(printed).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(pem, printed.stdout);
    const named = ['--audit', '--anchors', anchors, '--public-key', pem, database.url];
    // then a sound database is found sound
    const sound = run('verify', named);
    expect(sound.stdout).toContain('everything agrees');
    expect(sound.stdout).toMatch(/✓ +5 +事件链完整/);
    expect(sound.status).toBe(0);
    // and one that was changed is not
    await log.unguarded(`update event set type = 'case.closed' where eid = 3`);
    const changed = run('verify', named);
    expect(changed.stdout).toContain('the chain of the feed at 3: event 3 was edited');
    expect(changed.status).toBe(1);
    await log.unguarded(`update event set type = 'case.reported' where eid = 3`);
  },
);

test(
  'the sink’s own file is taken where it lies here, and what the database keeps is called no proof',
  { timeout },
  () => {
    const env = { DATABASE_URL: database.url, FALING_SECRET: TEST_SECRET };
    const here = run('verify', ['--audit'], { ...env, FALING_AUDIT_SINK: pathToFileURL(anchors).href });
    expect(here.stdout).toContain('the anchors (outside) are genuine');
    expect(here.status).toBe(0);
    expect(run('verify', ['--audit'], env).stdout).toContain('kept in the database, which is no proof');
  },
);

test(
  'without a key, without the file, or with half an option nothing is verified, in one sentence',
  { timeout },
  () => {
    for (const [args, code] of [
      [['--audit', database.url], 'audit-key-missing'],
      [['--audit', '--anchors', join(folder, 'none'), '--public-key', pem, database.url], 'no-anchors'],
      [['--audit', database.url, '--anchors'], 'bad-option'],
    ] as const) {
      const { status, stderr } = run('verify', [...args]);
      expect(stderr).toContain(`[${code}]`);
      expect(stderr).not.toContain(' at ');
      expect(status).toBe(2);
    }
  },
);
