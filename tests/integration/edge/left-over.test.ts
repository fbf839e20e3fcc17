import { eq, ne, sql } from 'drizzle-orm';
import { hashPassword } from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountTable, userTable } from '#server/access/table.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { refuseDemoAccounts } from '#server/demo/left-over.ts';
import { DEMO_PASSWORD, loadCity } from '#server/demo/load.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { TEST_PASSWORD } from '../../support/running-app.ts';

describe('the public password of the demonstration', () => {
  let database: TestDatabase;
  let pool: Pool;
  beforeAll(async () => {
    database = await testDatabase();
    pool = openPool({ connectionString: database.url }, () => undefined, 2);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('is refused where a database is given, and nothing is where nobody has it', async () => {
    await expect(refuseDemoAccounts(pool.db)).resolves.toBeUndefined();
    await loadCity(pool.db, cityOf(), TEST_PASSWORD);
    await expect(refuseDemoAccounts(pool.db)).resolves.toBeUndefined();
    const [account] = await pool.db.select().from(accountTable).limit(1);
    await pool.db
      .update(accountTable)
      .set({ password: await hashPassword(DEMO_PASSWORD) })
      .where(eq(accountTable.id, account!.id));
    await expect(refuseDemoAccounts(pool.db)).rejects.toMatchObject({ code: 'demo-accounts', exitCode: 2 });
    // however many have passwords of their own
    const others = await pool.db.select().from(accountTable).where(ne(accountTable.id, account!.id)).limit(4);
    for (const { id } of others) {
      const password = await hashPassword(`a password of ${id}`);
      await pool.db.update(accountTable).set({ password }).where(eq(accountTable.id, id));
    }
    await expect(refuseDemoAccounts(pool.db)).rejects.toMatchObject({ code: 'demo-accounts' });
    // and not once the account is disabled, as the refusal advises
    await pool.db
      .update(userTable)
      .set({ disabledAt: sql`now()` as never })
      .where(eq(userTable.id, account!.userId));
    await expect(refuseDemoAccounts(pool.db)).resolves.toBeUndefined();
  });
});
