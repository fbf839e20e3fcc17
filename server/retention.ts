import { lt, or, sql } from 'drizzle-orm';
import { SESSION_HOURS } from '#domain/person/session.ts';
import { sessionTable, signInFailureTable, verificationTable } from '#server/access/table.ts';
import { commandTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';
import { forgetQuotas } from '#server/quota/joint-count.ts';

/**
 * How long the id of a command is kept, in days of the city: a device that was out of the network for as long may still
 * send what it holds, and it happens once. What happened stands in the log, which is not deleted (docs/operations.md).
 */
const COMMAND_DAYS = 30;

const LONGEST = sql.raw(`interval '${SESSION_HOURS} hours'`);

/** So many rows a statement, well within the bound of five seconds. */
const BATCH = 2_000;

/** How many rows were deleted. */
export interface Forgotten {
  sessions: number;
  verifications: number;
  commands: number;
}

/** Deletes what is kept no longer. Safe in every process at once: rows that another one is deleting are skipped. */
export async function forget(db: Database, batch = BATCH): Promise<Forgotten> {
  const sessions = await db
    .delete(sessionTable)
    .where(or(lt(sessionTable.expiresAt, sql`now()`), lt(sessionTable.createdAt, sql`now() - ${LONGEST}`)))
    .returning({ id: sessionTable.id });
  const verifications = await db
    .delete(verificationTable)
    .where(lt(verificationTable.expiresAt, sql`now()`))
    .returning({ id: verificationTable.id });
  await forgetQuotas(db);
  // A lock lasts minutes; what is older says nothing any more.
  await db.delete(signInFailureTable).where(lt(signInFailureTable.at, sql`now() - interval '1 day'`));
  let commands = 0;
  for (let last = batch; last === batch; commands += last) last = await forgetCommands(db, batch);
  return { sessions: sessions.length, verifications: verifications.length, commands };
}

async function forgetCommands(db: Database, batch: number): Promise<number> {
  const old = db
    .select({ id: commandTable.id })
    .from(commandTable)
    .where(lt(commandTable.at, sql`(select city_now()) - ${sql.raw(`interval '${COMMAND_DAYS} days'`)}`))
    .limit(batch)
    .for('update', { skipLocked: true });
  const { rowCount } = await db.delete(commandTable).where(sql`${commandTable.id} = any (array(${old}))`);
  return rowCount ?? 0;
}
