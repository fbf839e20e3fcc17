import { randomUUID } from 'node:crypto';
import { asc, eq, sql } from 'drizzle-orm';
import { misfitOf } from '#domain/person/account.ts';
import type { Force, Role } from '#domain/person/person.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { unknownArea } from '#server/access/known-area.ts';
import { givePassword, newPassword } from '#server/access/password.ts';
import type { Sealer } from '#server/access/seal.ts';
import { accountTable, sessionTable, twoFactorTable, userTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { departmentTable } from '#server/department/table.ts';

/** An account as the security administrator sees it. Instants are of the real clock. */
export interface StaffAccount extends AccountRights {
  id: string;
  username: string;
  /** 工号: the human, whatever the account is called. */
  staffNumber: string;
  hasSecondFactor: boolean;
  /** The password is one that was given and not yet changed. */
  passwordGiven: boolean;
  disabledAt: number | null;
  sessions: number;
}

/** What an account may do. */
export interface AccountRights {
  name: string;
  role: Role;
  areas: string[];
  departmentId: string | null;
  force: Force | null;
  deputyOf: string | null;
}

export interface NewAccount extends AccountRights {
  username: string;
  staffNumber: string;
}

/** The password of an account that was made or reset: told once, and to be changed at the next sign-in. */
export interface GivenPassword {
  id: string;
  username: string;
  password: string;
}

export async function listAccounts(db: Database): Promise<{ accounts: StaffAccount[] }> {
  const sessions = sql<number>`(select count(*)::int from ${sessionTable} where ${sessionTable.userId} = ${userTable.id})`;
  const rows = await db
    .select({ user: userTable, sessions })
    .from(userTable)
    .orderBy(asc(userTable.username));
  return {
    accounts: rows.map(({ user, sessions }) => ({
      ...{ id: user.id, username: user.username ?? user.id, staffNumber: user.staffNumber, name: user.name },
      ...{ role: user.role, areas: user.areas, departmentId: user.departmentId, force: user.force },
      ...{
        deputyOf: user.deputyOf,
        hasSecondFactor: user.twoFactorEnabled,
        passwordGiven: user.passwordGiven,
      },
      ...{ disabledAt: user.disabledAt?.getTime() ?? null, sessions },
    })),
  };
}

export async function createAccount(
  db: Database,
  sealer: Sealer,
  actor: string,
  { username, ...given }: NewAccount,
): Promise<GivenPassword | Refusal> {
  const { password, hash } = await newPassword();
  return constrained(() =>
    transaction(db, async (tx) => {
      const fault = await faultOf(tx, given);
      if (fault) return fault;
      const id = randomUUID();
      const email = `${username}@staff.invalid`;
      const names = { username, displayUsername: username, email, emailVerified: true };
      await tx.insert(userTable).values({ id, ...names, ...given });
      await tx
        .insert(accountTable)
        .values({ id: randomUUID(), accountId: id, userId: id, providerId: 'credential' });
      await givePassword(tx, sealer, id, hash);
      await note(tx, { actor, act: 'account.create', subject: id, details: rightsOf(given) });
      return { id, username, password };
    }),
  );
}

/** Sets what an account may do. Its sockets are cut within five seconds, and see from then on what it may see. */
export function changeAccount(
  db: Database,
  actor: string,
  id: string,
  given: AccountRights,
): Promise<{ id: string } | Refusal> {
  // Nobody gives rights to themselves.
  if (id === actor) return Promise.resolve(refuse('own-account'));
  return constrained(() =>
    transaction(db, async (tx) => {
      const fault = await faultOf(tx, given);
      if (fault) return fault;
      const changed = await tx
        .update(userTable)
        .set({ ...given, updatedAt: sql`now()` })
        .where(eq(userTable.id, id))
        .returning({ id: userTable.id });
      if (changed.length === 0) return refuse('unknown-account');
      await note(tx, { actor, act: 'account.change', subject: id, details: rightsOf(given) });
      return { id };
    }),
  );
}

/** An account is disabled and never deleted: its name stands in the log. */
export function disableAccount(
  db: Database,
  actor: string,
  { id, disabled }: { id: string; disabled: boolean },
): Promise<{ id: string } | Refusal> {
  if (id === actor) return Promise.resolve(refuse('own-account'));
  return transaction(db, async (tx) => {
    const disabledAt = (disabled ? sql`now()` : null) as never;
    const changed = await tx
      .update(userTable)
      .set({ disabledAt })
      .where(eq(userTable.id, id))
      .returning({ id: userTable.id });
    if (changed.length === 0) return refuse('unknown-account');
    if (disabled) await tx.delete(sessionTable).where(eq(sessionTable.userId, id));
    await note(tx, { actor, act: 'account.disable', subject: id, details: { disabled } });
    return { id };
  });
}

/** Gives a new password, and takes a lost second factor away. */
export async function resetAccount(
  db: Database,
  sealer: Sealer,
  actor: string,
  { id, secondFactor }: { id: string; secondFactor: boolean },
): Promise<GivenPassword | Refusal> {
  if (id === actor) return refuse('own-account');
  const { password, hash } = await newPassword();
  return transaction(db, async (tx) => {
    const [user] = await tx.select().from(userTable).where(eq(userTable.id, id));
    if (!user) return refuse('unknown-account');
    await givePassword(tx, sealer, id, hash);
    await note(tx, { actor, act: 'password.reset', subject: id });
    if (secondFactor) {
      await tx.delete(twoFactorTable).where(eq(twoFactorTable.userId, id));
      await tx.update(userTable).set({ twoFactorEnabled: false }).where(eq(userTable.id, id));
      await note(tx, { actor, act: 'second-factor.disable', subject: id });
    }
    return { id, username: user.username ?? id, password };
  });
}

async function faultOf(tx: Database, given: AccountRights): Promise<Refusal | undefined> {
  const misfit = misfitOf(given);
  if (misfit) return refuse('account-misfit', { field: misfit });
  const unknown = await unknownArea(tx, given.areas);
  if (unknown) return unknown;
  const { departmentId, deputyOf } = given;
  if (departmentId && (await tx.$count(departmentTable, eq(departmentTable.id, departmentId))) === 0) {
    return refuse('unknown-department', { department: departmentId });
  }
  const isKnown = deputyOf === null || (await tx.$count(userTable, eq(userTable.id, deputyOf))) > 0;
  return isKnown ? undefined : refuse('unknown-account');
}

const rightsOf = ({ role, areas, departmentId, deputyOf }: AccountRights) => ({
  role,
  areas,
  departmentId,
  deputyOf,
});

/** What the database refuses, said as a refusal: it is the database that holds the three administrators apart. */
async function constrained<T>(work: () => Promise<T | Refusal>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (fault) {
    const refusal = refusalOf(fault);
    if (!isRefusal(refusal)) throw fault;
    return refusal;
  }
}

function refusalOf(fault: unknown): Refusal | undefined {
  for (let cause = fault; cause instanceof Error; cause = cause.cause) {
    const { constraint } = cause as Error & { constraint?: string };
    if (constraint === 'user_staff') return refuse('duty-exclusive');
    if (constraint === 'user_username_unique' || constraint === 'user_email_unique')
      return refuse('username-taken');
    if (constraint?.startsWith('delegation_')) return refuse('account-delegates');
  }
  return undefined;
}
