import { verifyPassword } from 'better-auth/crypto';
import { and, eq, isNull, like } from 'drizzle-orm';
import { accountTable, userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';
import { DEMO_ADDRESS, DEMO_PASSWORD } from '#server/demo/load.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/**
 * A demonstration's password stands on its sign-in page and in its documents: whoever restores one as a real installation
 * is told so before anybody can sign in.
 * @throws StartRefusal
 */
export async function refuseDemoAccounts(db: Database): Promise<void> {
  const hashes = await db
    .selectDistinct({ hash: accountTable.password })
    .from(accountTable)
    .innerJoin(userTable, eq(userTable.id, accountTable.userId))
    // Every hash: of those that were changed since there may be many, and the one that was not comes anywhere among them.
    .where(and(like(userTable.email, `%${DEMO_ADDRESS}`), isNull(userTable.disabledAt)));
  for (const { hash } of hashes) {
    if (hash && (await verifyPassword({ hash, password: DEMO_PASSWORD }))) throw leftOver();
  }
}

const leftOver = (): StartRefusal =>
  new StartRefusal(
    'demo-accounts',
    '这个数据库里有演示账号，仍用公开的演示密码；没有启动，未作任何改动；请改用全新的数据库，或先停用这些账号。',
    'This database holds accounts of the demonstration with its public password; it was not started and nothing was changed; take a fresh database, or disable those accounts first.',
    2,
  );
