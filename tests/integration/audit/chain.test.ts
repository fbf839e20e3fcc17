import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHAINS, genesisOf, nextHash } from '#server/audit/chain.ts';
import { note } from '#server/audit/entry.ts';
import { ChainWriter, headOf } from '#server/audit/extend.ts';
import { recount } from '#server/audit/recount.ts';
import { boundColumns, NEWEST_FORM } from '#server/audit/row.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { AuditedLog } from '../../support/audited-log.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { eventually } from '../../support/running-app.ts';

let database: TestDatabase;
let pool: Pool;
let log: AuditedLog;
const entry = { actor: 'ps-dispatch-1', act: 'sign-in' } as const;

beforeAll(async () => {
  database = await testDatabase();
  pool = openPool({ connectionString: database.url }, () => undefined, 6);
  log = new AuditedLog(pool.db);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function linkedEntries(): Promise<number[]> {
  const { rows } = await pool.db.execute<{ ref: string }>(
    sql`select ref from audit_link where chain = 'entries' order by position`,
  );
  return rows.map(({ ref }) => Number(ref));
}

test('the newest form of each chain binds every column of its tables', async () => {
  const { rows } = await pool.db.execute<{ name: string }>(sql`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and table_name in ('event', 'feed', 'audit_entry') order by 1`);
  const bound = CHAINS.flatMap((chain) => boundColumns(chain, NEWEST_FORM));
  expect([...bound].sort()).toEqual(rows.map(({ name }) => name).sort());
});

test('a link can be reckoned by hand from what the decision says', async () => {
  await log.note(1);
  await log.writer.extend();
  const { rows } = await pool.db.execute<{ text: string }>(sql`
    select jsonb_build_array(id, (extract(epoch from at) * 1000000)::bigint, actor, act, case_id, subject, details)::text
      as text from audit_entry where id = 1`);
  const bound = { ref: 1, form: 1, text: rows[0]?.text ?? '' };
  const head = await headOf(pool.db, 'entries');
  expect(head.position).toBe(1);
  expect(head.hash.equals(nextHash('entries', genesisOf('entries'), bound))).toBe(true);
});

test('a row is bound to its last microsecond and digit, whatever the zone and the style of a session', async () => {
  await log.write(3);
  await log.writer.extend();
  const other = openPool({ connectionString: database.url }, () => undefined, 1);
  await other.db.execute(sql`set timezone = 'Asia/Shanghai'`);
  await other.db.execute(sql`set datestyle = 'SQL, DMY'`);
  await other.db.execute(sql`set extra_float_digits = -5`);
  expect((await recount(other.db, 'feed')).findings).toEqual([]);
  expect((await recount(other.db, 'entries')).findings).toEqual([]);
  await other.end();
  await log.unguarded(`update event set at = at + interval '1 microsecond' where eid = 2`);
  expect((await recount(pool.db, 'feed')).findings).toHaveLength(1);
  await log.unguarded(`update event set at = at - interval '1 microsecond' where eid = 2`);
});

test('three processes that append at once make one chain, each row once and in the order of the feed', async () => {
  const pools = [1, 2, 3].map(() => openPool({ connectionString: database.url }, () => undefined, 2));
  const writers = pools.map(({ db }) => new ChainWriter(db, 7));
  const begun = await headOf(pool.db, 'feed');
  await Promise.all([
    (async () => {
      for (let n = 0; n < 10; n += 1) await Promise.all([log.write(9), log.note(9)]);
    })(),
    ...writers.map(async (writer) => {
      for (let n = 0; n < 20; n += 1) await writer.extend();
    }),
  ]);
  await log.writer.extend();
  for (const chain of CHAINS) {
    const { end, checked, findings } = await recount(pool.db, chain, { page: 10 });
    expect(findings).toEqual([]);
    expect(checked).toBe(end);
  }
  expect((await headOf(pool.db, 'feed')).position).toBe(begun.position + 90);
  const refs = await linkedEntries();
  expect(new Set(refs).size).toBe(refs.length);
  expect(refs).toHaveLength(91);
  for (const one of pools) await one.end();
});

test('an entry whose number comes into view after higher ones is appended behind them, once', async () => {
  // given an entry in a transaction that stays open, and others that are committed after it
  let commit = (): void => undefined;
  const held = new Promise<void>((done) => (commit = done));
  let inserted = (): void => undefined;
  const written = new Promise<void>((done) => (inserted = done));
  const late = transaction(pool.db, async (tx) => {
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await note(tx, { ...entry, subject: 'late' });
    inserted();
    await held;
  });
  await written;
  await log.note(5);
  // when the chain is extended before and after it is committed, by a process that has settled and by one that begins
  const before = await linkedEntries();
  expect(await log.writer.extend()).toBe(5);
  expect(await log.writer.extend()).toBe(0);
  commit();
  await late;
  expect(await log.writer.extend()).toBe(1);
  expect(await new ChainWriter(pool.db).extend()).toBe(0);
  // then it stands last, behind numbers that are higher than its own
  const added = (await linkedEntries()).slice(before.length);
  expect(added).toHaveLength(6);
  expect(added.at(-1)).toBe(Math.min(...added));
  expect((await recount(pool.db, 'entries')).findings).toEqual([]);
});

test('numbers that were given back leave no trace, and hold nothing up', async () => {
  await expect(
    transaction(pool.db, async (tx) => {
      await note(tx, entry);
      throw new Error('given up');
    }),
  ).rejects.toThrow('given up');
  await log.note(2);
  expect(await log.writer.extend()).toBe(2);
  expect((await recount(pool.db, 'entries')).findings).toEqual([]);
});

test('whoever writes an entry never waits for the chain, and the chain never for a writer', async () => {
  let commit = (): void => undefined;
  const held = new Promise<void>((done) => (commit = done));
  const appending = transaction(pool.db, async (tx) => {
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(7021075)`);
    await held;
  });
  await eventually(async () => {
    const { rows } = await pool.db.execute(
      sql`select 1 from pg_locks where locktype = 'advisory' and objid = 7021075`,
    );
    return rows.length > 0;
  });
  await log.note(1);
  expect(await log.writer.extend()).toBe(0);
  commit();
  await appending;
  expect(await log.writer.extend()).toBe(1);
});

test('where the feed has lost a number before it was bound, the chain ends there and says so', async () => {
  await log.write(3);
  await log.unguarded('delete from feed where seq = (select max(seq) - 1 from feed)');
  await log.note(2);
  const entries = (await headOf(pool.db, 'entries')).position;
  // The first of the three is bound all the same, and so are the entries.
  await log.writer.extend();
  const { position } = await headOf(pool.db, 'feed');
  await expect(log.writer.extend()).rejects.toThrow(`the feed has a hole after ${position}`);
  expect((await headOf(pool.db, 'entries')).position).toBe(entries + 2);
});
