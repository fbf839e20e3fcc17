import { hashPassword } from 'better-auth/crypto';
import { count, sql } from 'drizzle-orm';
import { KEY_SCOPES } from '#domain/person/key.ts';
import type { Person } from '#domain/person/person.ts';
import type { Sealer } from '#server/access/seal.ts';
import { accountTable, deviceTable, partnerTable, userTable } from '#server/access/table.ts';
import { areaTable } from '#server/area/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import type { City } from '#server/demo/city/city.ts';
import { departmentTable } from '#server/department/table.ts';
import { matterTable } from '#server/matter/table.ts';
import { orderTemplateTable } from '#server/order/table.ts';
import { siteTable } from '#server/site/table.ts';
import { dutyTable } from '#server/timer/table.ts';

/** What the addresses of its accounts end with: .invalid is reserved for what does not exist (RFC 2606). */
export const DEMO_ADDRESS = '@demo.invalid';

/** Every account of the demonstration has this password; it exists in no other installation. */
export const DEMO_PASSWORD = 'faling-2021';

/**
 * Puts the demonstration city into an empty database; does nothing where there is one. True when it did.
 * @param plain what all of its accounts have as their password
 */
export async function loadCity(db: Database, city: City, plain: string): Promise<boolean> {
  const [existing] = await db.select({ n: count() }).from(areaTable);
  if (existing && existing.n > 0) return false;
  const password = await hashPassword(plain);
  await transaction(db, async (tx) => {
    // A statement, and making the rows for it, may take longer than the bounds of ordinary work on a slow machine.
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`set local idle_in_transaction_session_timeout = 0`);
    await insertAll(city.areas, (rows) => tx.insert(areaTable).values(rows));
    await insertAll(city.sites, (rows) => tx.insert(siteTable).values(rows));
    await insertAll(city.departments, (rows) => tx.insert(departmentTable).values(rows));
    const matters = city.matters.map((body) => {
      const { code } = body;
      return { code, body, lexicon: city.lexicon.get(code) ?? [], examples: city.examples.get(code) ?? [] };
    });
    await insertAll(matters, (rows) => tx.insert(matterTable).values(rows));
    const orderTemplates = city.templates.map((body) => ({ id: body.id, body }));
    await insertAll(orderTemplates, (rows) => tx.insert(orderTemplateTable).values(rows));
    await insertAll(city.people.map(userRow), (rows) => tx.insert(userTable).values(rows));
    const accounts = city.people.map((person) => accountRow(person, password));
    await insertAll(accounts, (rows) => tx.insert(accountTable).values(rows));
    await insertAll(city.roster, (rows) => tx.insert(dutyTable).values(rows));
  });
  return true;
}

/** Postgres takes at most 65,535 parameters a statement. */
async function insertAll<T>(rows: readonly T[], insert: (page: T[]) => PromiseLike<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) await insert(rows.slice(from, from + 1000));
}

const userRow = (person: Person): typeof userTable.$inferInsert => ({
  ...person,
  staffNumber: person.id,
  displayUsername: person.username,
  // better-auth wants an address.
  email: `${person.username}${DEMO_ADDRESS}`,
  emailVerified: true,
});

const accountRow = (person: Person, password: string): typeof accountTable.$inferInsert => ({
  id: `account-${person.id}`,
  accountId: person.id,
  userId: person.id,
  providerId: 'credential',
  password,
});

/** The token that opens the wall of an area, the same in every process and at every start of an installation. */
export const deviceToken = (sealer: Sealer, areaCode: string): string =>
  sealer.hash(`demonstration wall ${areaCode}`);

/** The key of a partner platform for Open311, likewise. */
export const partnerKey = (sealer: Sealer): string => sealer.hash('demonstration partner');

/** A wall for an area, and the token that opens it; only its hash is kept. */
export async function addDevice(
  db: Database,
  sealer: Sealer,
  areaCode: string,
  name: string,
): Promise<string> {
  const token = deviceToken(sealer, areaCode);
  // There before whichever day is played.
  const createdAt = new Date(0);
  const row = { id: `demo-wall-${areaCode}`, name, areaCode, tokenHash: sealer.hash(token), createdAt };
  await db.insert(deviceTable).values(row).onConflictDoNothing();
  return token;
}

/** A partner platform for Open311, and its key; only its hash is kept. */
export async function addPartner(db: Database, sealer: Sealer, name: string): Promise<string> {
  const key = partnerKey(sealer);
  const scopes = [...KEY_SCOPES];
  const row = { id: 'demo-partner', name, keyHash: sealer.hash(key), scopes, areas: ['4403'] };
  await db.insert(partnerTable).values(row).onConflictDoNothing();
  return key;
}
