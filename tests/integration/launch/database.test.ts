import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { clusterConnection, testDatabase } from '../../support/database.ts';

describe('the database of a test file', () => {
  test('is migrated, its own, and gone when it was dropped', async () => {
    const first = await testDatabase();
    const second = await testDatabase();
    const [one, two] = [first, second].map(({ url }) => new pg.Client({ connectionString: url }));
    await one!.connect();
    await two!.connect();
    await one!.query('create table only_here (n int)');
    const here = await two!.query(
      `select to_regclass('only_here') as found, to_regclass('event') as migrated`,
    );
    expect(here.rows).toEqual([{ found: null, migrated: 'event' }]);
    // A connection that a test forgot does not keep its database alive.
    one!.on('error', () => {});
    await two!.end();
    await first.drop();
    await second.drop();
    expect(await namesLike([first.connection.database, second.connection.database])).toEqual([]);
  });

  test('holds trigrams of Chinese words', async () => {
    const database = await testDatabase();
    const client = new pg.Client(database.connection);
    await client.connect();
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query(`select cardinality(show_trgm('坪山街道')) as trigrams`);
    await client.end();
    await database.drop();
    expect(rows).toEqual([{ trigrams: 5 }]);
  });
});

async function namesLike(names: string[]): Promise<unknown[]> {
  const client = new pg.Client(clusterConnection());
  await client.connect();
  const { rows } = await client.query('select datname from pg_database where datname = any($1)', [names]);
  await client.end();
  return rows;
}
