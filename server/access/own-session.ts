import { and, desc, eq, ne, sql } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { sessionTable, userTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** One place where a person is signed in. Instants are of the real clock, as sessions are. */
export interface OwnSession {
  id: string;
  current: boolean;
  signedInAt: number;
  lastActiveAt: number;
  address: string | null;
  /** What the browser says of itself. */
  browser: string | null;
  via: 'password' | 'oidc';
}

interface Whose {
  id: string;
  sessionId: string;
}

export async function listSessions(
  db: Database,
  { id, sessionId }: Whose,
): Promise<{ sessions: OwnSession[] }> {
  const rows = await db
    .select()
    .from(sessionTable)
    .where(eq(sessionTable.userId, id))
    .orderBy(desc(sessionTable.lastActiveAt));
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      current: row.id === sessionId,
      signedInAt: row.createdAt.getTime(),
      lastActiveAt: row.lastActiveAt.getTime(),
      address: row.ipAddress || null,
      browser: row.userAgent || null,
      via: row.via,
    })),
  };
}

/** Ends one of the own sessions; another person's is as if it did not exist. */
export function revokeSession(
  db: Database,
  whose: Whose,
  sessionId: string,
): Promise<{ ended: number } | Refusal> {
  return transaction(db, async (tx) => {
    const gone = await tx
      .delete(sessionTable)
      .where(and(eq(sessionTable.id, sessionId), eq(sessionTable.userId, whose.id)))
      .returning({ id: sessionTable.id });
    if (gone.length === 0) return refuse('not-found');
    await note(tx, { actor: whose.id, act: 'session.revoke', subject: sessionId });
    return { ended: gone.length };
  });
}

/** Ends all of the own sessions but this one. */
export function revokeOthers(db: Database, whose: Whose): Promise<{ ended: number } | Refusal> {
  return endSessions(db, whose.id, whose.id, ne(sessionTable.id, whose.sessionId));
}

/** Ends the sessions of an account, on behalf of `actor`. */
export function endSessions(
  db: Database,
  actor: string,
  userId: string,
  which = sql`true`,
): Promise<{ ended: number } | Refusal> {
  return transaction(db, async (tx) => {
    if ((await tx.$count(userTable, eq(userTable.id, userId))) === 0) return refuse('unknown-account');
    const gone = await tx
      .delete(sessionTable)
      .where(and(eq(sessionTable.userId, userId), which))
      .returning({ id: sessionTable.id });
    const details = { ended: gone.length };
    await note(tx, { actor, act: 'session.revoke', subject: userId, details });
    return details;
  });
}
