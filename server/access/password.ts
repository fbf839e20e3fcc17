import { randomInt } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq, sql } from 'drizzle-orm';
import { passwordFault } from '#domain/person/password.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Sealer } from '#server/access/seal.ts';
import { beginAttempt, clearFailures, FAILURES } from '#server/access/sign-in/failure.ts';
import { accountTable, sessionTable, userTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** No 0 O 1 I l: it is copied from a sheet of paper. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz';

/** A password to be used once, and what is kept of it. */
interface OncePassword {
  password: string;
  hash: string;
}

/** 16 characters, some 91 bits. Hashed before the transaction begins: that takes long, and a transaction must not wait. */
export async function newPassword(): Promise<OncePassword> {
  const four = (): string => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const password = [four(), four(), four(), four()].join('-');
  return { password, hash: await hashPassword(password) };
}

/** Sets it as given by somebody else, ends every session of the account, and lifts its lock. */
export async function givePassword(
  db: Database,
  sealer: Sealer,
  userId: string,
  hash: string,
): Promise<void> {
  const credential = and(eq(accountTable.userId, userId), eq(accountTable.providerId, 'credential'));
  await db
    .update(accountTable)
    .set({ password: hash, updatedAt: sql`now()` })
    .where(credential);
  const [user] = await db
    .update(userTable)
    .set({ passwordGiven: true })
    .where(eq(userTable.id, userId))
    .returning({ username: userTable.username });
  await db.delete(sessionTable).where(eq(sessionTable.userId, userId));
  await clearFailures(db, sealer.hash(`sign-in account ${user?.username ?? userId}`));
}

/** Changes the own password. All other sessions end: whoever else knew the old one is out. */
export async function changePassword(
  db: Database,
  sealer: Sealer,
  who: { id: string; username: string; sessionId: string },
  { present, next }: { present: string; next: string },
): Promise<{ changed: true } | Refusal> {
  const fault = passwordFault(next, who.username, present);
  if (fault) return refuse(`password-${fault}`);
  const key = sealer.hash(`password ${who.id}`);
  const attempt = await beginAttempt(db, key);
  if (attempt.lockedMinutes > 0) return refuse('sign-in-locked', { minutes: attempt.lockedMinutes });
  const credential = and(eq(accountTable.userId, who.id), eq(accountTable.providerId, 'credential'));
  const [row] = await db.select({ hash: accountTable.password }).from(accountTable).where(credential);
  if (!row?.hash || !(await verifyPassword({ hash: row.hash, password: present }))) {
    const details = { step: 'own-password' };
    await note(db, { actor: who.id, act: 'sign-in.failed', subject: who.id, details });
    return refuse('password-wrong', { left: Math.max(0, FAILURES - attempt.failures) });
  }
  await clearFailures(db, key);
  const hash = await hashPassword(next);
  return transaction(db, async (tx) => {
    await tx
      .update(accountTable)
      .set({ password: hash, updatedAt: sql`now()` })
      .where(credential);
    await tx.update(userTable).set({ passwordGiven: false }).where(eq(userTable.id, who.id));
    await tx
      .delete(sessionTable)
      .where(and(eq(sessionTable.userId, who.id), sql`${sessionTable.id} <> ${who.sessionId}`));
    await note(tx, { actor: who.id, act: 'password.change', subject: who.id });
    return { changed: true as const };
  });
}
