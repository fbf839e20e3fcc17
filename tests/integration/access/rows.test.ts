import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRoles } from '#server/db/roles.ts';
import { DATABASE_ROLES, type DatabaseRole, type Reach } from '#server/db/scope.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { sql } from 'drizzle-orm';
import { startApp, type RunningApp } from '../../support/running-app.ts';

const POINT = { lat: 22.7437, lon: 114.3712 };
const DEPARTMENT = '440310005-municipal';

/** Of a case, and reached without it: keyed hashes, ids and numbers; nothing that was said or written. */
const OPEN = ['search', 'order_screen'];

describe('the rows of a case', () => {
  let app: RunningApp;
  let askers: Pool;
  let subject: { caseId: string; areaCode: string };

  beforeAll(async () => {
    app = await startApp();
    const report = { channel: 'wechat', words: '垃圾桶满了', point: POINT };
    const { caseId } = await app.act(null, 'case.report', report);
    await app.act('ps-dispatch-1', 'case.accept', { matterCode: 'municipal.garbage-overflow' }, { caseId });
    const recipients = [{ departmentId: DEPARTMENT, part: 'lead' }];
    await app.act('ps-dispatch-1', 'case.dispatch', { recipients }, { caseId });
    const { rows } = await app.pool.raw.query<{ areaCode: string }>(
      'select area_code as "areaCode" from "case" where id = $1',
      [caseId],
    );
    subject = { caseId, areaCode: rows[0]!.areaCode };
    const connectionString = app.databaseUrl;
    askers = openPool({ connectionString }, () => undefined, 3, DATABASE_ROLES.asker);
  });
  afterAll(async () => {
    await askers.end();
    await app.stop();
  });

  const tablesOfCases = async (): Promise<string[]> => {
    const { rows } = await app.pool.raw.query<{ name: string }>(`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'case_id' union select 'case' order by 1`);
    return rows.map(({ name }) => name).filter((name) => !OPEN.includes(name));
  };

  /** How many rows of the case a transaction of this reach sees in each of its tables. */
  const seen = (reach?: Reach): Promise<Record<string, number>> =>
    transaction(
      askers.db,
      async (tx) => {
        const counted: Record<string, number> = {};
        for (const name of await tablesOfCases()) {
          const column = name === 'case' ? 'id' : 'case_id';
          const { rows } = await tx.execute<{ n: number }>(
            sql.raw(`select count(*)::int as n from "${name}" where ${column} = '${subject.caseId}'`),
          );
          counted[name] = rows[0]!.n;
        }
        return counted;
      },
      'read',
      reach,
    );
  const kept = async (reach?: Reach): Promise<string[]> =>
    Object.entries(await seen(reach)).flatMap(([name, n]) => (n > 0 ? [name] : []));

  it('stand behind forced policies, in every table that names a case', async () => {
    const { rows } = await app.pool.raw.query<{ name: string }>(`
      select relname as name from pg_class
      where relrowsecurity and relforcerowsecurity and relkind = 'r'`);
    const forced = rows.map(({ name }) => name);
    expect((await tablesOfCases()).filter((name) => !forced.includes(name))).toEqual([]);
  });

  it('do not exist for a transaction that says nothing of whom it is for', async () => {
    // A code is looked up before anybody is known; only its keyed hash stands there.
    expect(await kept()).toEqual(['receipt']);
    expect(await kept({ areas: [], departments: [], cases: [] })).toEqual(['receipt']);
  });

  it.each([
    ['the area itself', () => ({ areas: [subject.areaCode] }), true],
    ['the district around it', () => ({ areas: ['440310'] }), true],
    ['that district among others', () => ({ areas: ['440303', '440310', '440311'] }), true],
    ['the city around it and a district beside it', () => ({ areas: ['4403', '440301'] }), true],
    ['districts on both sides of it', () => ({ areas: ['440309', '440311'] }), false],
    ['a department that holds it', () => ({ departments: [DEPARTMENT] }), true],
    ['another department', () => ({ departments: ['440309-market'] }), false],
    ['its receipt code', () => ({ cases: [subject.caseId] }), true],
    ['the code of another case', () => ({ cases: [randomUUID()] }), false],
    ['areas that are none', () => ({ areas: ['', '4', '%', '_', "4403' or '1'='1", '"}'] }), false],
  ] as const)('for %s: seen or not', async (_, reach, wanted) => {
    const found = await kept(reach() as Reach);
    expect(found.includes('case')).toBe(wanted);
    expect(found.includes('event')).toBe(wanted);
    expect(found.includes('sealed')).toBe(wanted);
  });

  it('leave nothing of one transaction to the next that borrows the connection', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      expect(await kept({ areas: ['440310'] })).toContain('case');
      expect(await kept()).toEqual(['receipt']);
    }
  });

  it.each([
    `update "case" set state = 'closed'`,
    `delete from "case"`,
    `insert into event (case_id, version, type, at, body, after) values ('${randomUUID()}', 1, 'x', now(), '{}', '{}')`,
    `update sealed set sealed = ''`,
    `delete from case_key`,
    `update city_clock set rate = 0`,
    `update feed_head set seq = 0`,
    `delete from audit_entry`,
    `set local role ${DATABASE_ROLES.system}; set local role none; alter table "case" disable row level security`,
    `drop policy asker on "case"`,
  ])('whoever asks may not: %s', async (statement) => {
    const answer = askers.raw.connect().then(async (client) => {
      try {
        await client.query(`begin; set local faling.areas = '{440310}'`);
        // As the role itself, and not as whoever connected for it.
        if (statement.startsWith('set local role'))
          await client.query('set session authorization faling_asker');
        await client.query(statement);
      } finally {
        await client.query('rollback').catch(() => undefined);
        client.release(true);
      }
    });
    await expect(answer).rejects.toMatchObject({ code: '42501' });
  });

  it('are read by the tail as facts, and by nothing else that it could open', async () => {
    const tail = await as(DATABASE_ROLES.tail);
    expect((await tail.query('select from event')).rowCount).toBeGreaterThan(0);
    await expect(tail.query('select from "case"')).rejects.toMatchObject({ code: '42501' });
    await expect(tail.query('select from sealed')).rejects.toMatchObject({ code: '42501' });
    await tail.end();
  });

  it('a role that policies do not bind is refused before anything starts', async () => {
    await checkRoles(app.databaseUrl);
    await app.pool.raw.query('create table stray (n int); alter table stray owner to faling_tail');
    await expect(checkRoles(app.databaseUrl)).rejects.toMatchObject({ code: 'database-roles' });
    await app.pool.raw.query('drop table stray');
  });

  async function as(role: DatabaseRole): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: app.databaseUrl, options: `-c role=${role}` });
    await client.connect();
    return client;
  }
});
