import { and, eq, gt, inArray, isNull, lte, sql, type SQL } from 'drizzle-orm';
import type { Person } from '#domain/person/person.ts';
import { CONSOLE_IDLE_MINUTES, CONSOLE_ROLES, SESSION_HOURS } from '#domain/person/session.ts';
import type { Viewer } from '#server/access/actor.ts';
import { delegationTable, secondFactorTable, sessionTable, userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

/** A session that still holds, and everything that its person may do through it at this moment. */
interface Standing {
  viewer: Extract<Viewer, { kind: 'person' | 'newcomer' }>;
  /** Its last act lies back so far that the next one has to be noted. */
  quiet: boolean;
}

const roles = sql.raw(CONSOLE_ROLES.map((role) => `'${role}'`).join(', '));

/**
 * Which sessions hold: within twelve hours of the sign-in, at a console within fifteen minutes of the last act, and of an account
 * that is not disabled. All by the database's own clock; the city's may run six hundred times as fast.
 */
const HOLDS: SQL = sql`${sessionTable.createdAt} > now() - ${sql.raw(`interval '${SESSION_HOURS} hours'`)}
  and (${userTable.role} not in (${roles})
    or ${sessionTable.lastActiveAt} > now() - ${sql.raw(`interval '${CONSOLE_IDLE_MINUTES} minutes'`)})`;

const QUIET = sql<boolean>`${sessionTable.lastActiveAt} < now() - interval '15 seconds'`;

/** What these sessions amount to now, by their ids; whoever is missing has no session any more. */
export async function standingsOf(
  db: Database,
  sessionIds: readonly string[],
): Promise<Map<string, Standing>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await db
    .select({
      sessionId: sessionTable.id,
      user: userTable,
      via: sessionTable.via,
      quiet: QUIET,
      factorRequired: secondFactorTable.required,
    })
    .from(sessionTable)
    .innerJoin(userTable, eq(userTable.id, sessionTable.userId))
    .leftJoin(secondFactorTable, eq(secondFactorTable.role, userTable.role))
    .where(and(inArray(sessionTable.id, [...sessionIds]), isNull(userTable.disabledAt), HOLDS));
  const acting = await delegatorsOf(db, [...new Set(rows.map(({ user }) => user.id))]);
  return new Map(
    rows.map(({ sessionId, user, via, quiet, factorRequired }) => {
      const person = personOf(user);
      // The district's own identity provider answers for its second factor.
      const lacksFactor = factorRequired === true && !user.twoFactorEnabled && via === 'password';
      const owes =
        via === 'password' && user.passwordGiven ? 'password' : lacksFactor ? 'second-factor' : null;
      const viewer: Standing['viewer'] =
        owes === null
          ? { kind: 'person', person, sessionId, acting: acting.get(user.id) ?? [] }
          : { kind: 'newcomer', person, sessionId, owes };
      return [sessionId, { viewer, quiet }];
    }),
  );
}

/** For whom these people act at this moment of the city's time, by their own ids. */
async function delegatorsOf(db: Database, deputies: readonly string[]): Promise<Map<string, Person[]>> {
  if (deputies.length === 0) return new Map();
  const rows = await db
    .select({ deputy: delegationTable.toId, user: userTable })
    .from(delegationTable)
    .innerJoin(userTable, eq(userTable.id, delegationTable.fromId))
    .where(
      and(
        inArray(delegationTable.toId, [...deputies]),
        isNull(userTable.disabledAt),
        lte(delegationTable.startsAt, sql`city_now()`),
        gt(delegationTable.endsAt, sql`city_now()`),
      ),
    )
    .orderBy(delegationTable.startsAt, delegationTable.id);
  const found = new Map<string, Person[]>();
  for (const { deputy, user } of rows) found.set(deputy, [...(found.get(deputy) ?? []), personOf(user)]);
  return found;
}

/** Notes that the person of a session has acted. */
export async function noteAct(db: Database, sessionId: string): Promise<void> {
  await db
    .update(sessionTable)
    .set({ lastActiveAt: sql`now()` })
    .where(eq(sessionTable.id, sessionId));
}

function personOf(row: typeof userTable.$inferSelect): Person {
  const { id, name, role, areas, departmentId, force, deputyOf } = row;
  return { id, name, role, areas, departmentId, force, deputyOf, username: row.username ?? id };
}
