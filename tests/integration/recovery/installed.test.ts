import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installedPostgres, OwnPostgres } from '../../support/own-postgres.ts';
import { removeFolder, temporaryFolder } from '../../support/processes.ts';
import { documented, expectServedAnew, fillCity, runScript, seenBefore } from '../../support/recovery.ts';
import { eventually } from '../../support/running-app.ts';

/** Only where an installed Postgres brings its tools along; a copy of the files is rehearsed everywhere (copy.test.ts). */
const bin = installedPostgres();

describe.runIf(bin)('on an installed Postgres, by the lines of docs/operations.md', () => {
  let dir: string;
  let servers: OwnPostgres[];

  beforeEach(() => {
    dir = temporaryFolder();
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) server.stop('immediate');
    removeFolder(dir);
  });

  function server(name: string): OwnPostgres {
    const one = new OwnPostgres(bin!, join(dir, name));
    servers.push(one);
    return one;
  }

  async function started(name: string): Promise<OwnPostgres> {
    const one = server(name);
    one.initialise();
    one.start();
    one.script('createdb --encoding=UTF8 --template=template0 faling', {});
    await fillCity(one.url('faling'));
    return one;
  }

  test(
    'a dump is restored, recounts, and no screen mistakes it for the old one',
    { timeout: 400_000 },
    async () => {
      const one = await started('one');
      const env = { BACKUP: join(dir, 'one', 'faling.dump'), DATABASE_URL: one.url('faling') };
      const seen = await seenBefore(one.url('faling'), () => one.script(documented('dump'), env));
      one.script(documented('restore'), env);
      const restored = one.url('faling_restored');
      runScript('admin', ['rotate-epoch'], restored);
      expect(runScript('verify', [], restored)).toMatch(/everything agrees/);
      await expectServedAnew(restored, seen);
    },
  );

  test(
    'a synchronous standby that is promoted holds all that was acknowledged, and is another feed',
    { timeout: 400_000 },
    async () => {
      const primary = await started('primary');
      const standby = server('standby');
      const given = `host=${primary.sockets} user=faling dbname=faling`;
      standby.script(documented('standby'), { PRIMARY: given, PGDATA: standby.data });
      standby.start();
      primary.script(documented('synchronous'), { PGDATABASE: 'faling' });
      await eventually(async () => (await stateOf(primary)) === 'sync');
      // Nothing is done at the moment of the backup: what comes after it has to be there as well.
      const seen = await seenBefore(primary.url('faling'), () => undefined);
      primary.stop('immediate');
      standby.promote();
      const promoted = standby.url('faling');
      runScript('admin', ['rotate-epoch'], promoted);
      expect(runScript('verify', [], promoted)).toMatch(/everything agrees/);
      await expectServedAnew(promoted, seen, [...seen.kept, seen.lost]);
    },
  );
});

async function stateOf(primary: OwnPostgres): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: primary.url('faling') });
  await client.connect();
  try {
    const { rows } = await client.query<{ state: string }>(
      'select sync_state as state from pg_stat_replication',
    );
    return rows[0]?.state;
  } finally {
    await client.end();
  }
}
