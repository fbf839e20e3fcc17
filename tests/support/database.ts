import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { urlOf, type Connection } from '#server/db/cluster/ready.ts';

export const templateName = 'faling_template';

/** A migrated, empty database of a test file's own. */
export interface TestDatabase {
  url: string;
  /** For `new pg.Pool({ ...connection, max: 5 })`. */
  connection: Connection;
  /** Cuts all connections that are still open and removes the database. */
  drop(): Promise<void>;
}

/**
 * Clones the migrated template: call it in `beforeAll`, and `drop` in `afterAll` after ending the pools. The
 * cluster under it is started once per run by cluster-setup.ts.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const owner = clusterConnection();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(owner, `create database ${name} template ${templateName}`);
  const connection = { ...owner, database: name };
  return {
    url: urlOf(connection),
    connection,
    drop: () => asOwner(owner, `drop database if exists ${name} with (force)`),
  };
}

/** The run's cluster itself, as its owner, for tests about databases and roles. */
export function clusterConnection(): Connection {
  const given = process.env.FALING_TEST_CLUSTER;
  if (!given) throw new Error('no test cluster: tests/support/cluster-setup.ts is not in globalSetup');
  return JSON.parse(given) as Connection;
}

async function asOwner(connection: Connection, statement: string): Promise<void> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
