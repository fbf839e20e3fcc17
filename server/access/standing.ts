import { eq, sql, type SQL } from 'drizzle-orm';
import type { Person } from '#domain/person/person.ts';
import { CONSOLE_IDLE_MINUTES, CONSOLE_ROLES, SESSION_HOURS } from '#domain/person/session.ts';
import type { Viewer } from '#server/access/actor.ts';
import { delegationTable, secondFactorTable, sessionTable, userTable } from '#server/access/table.ts';
import { executePlanned } from '#server/db/planned.ts';
import type { Database } from '#server/db/pool.ts';

/** A session that still holds, and everything that its person may do through it at this moment. */
export interface Standing {
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

/** A person as JSON, by the names of the domain. */
const personOf = (user: string): SQL =>
  sql.raw(`json_build_object('id', ${user}.id, 'name', ${user}.name, 'role', ${user}.role, 'areas', ${user}.areas,
    'departmentId', ${user}.department_id, 'force', ${user}.force, 'deputyOf', ${user}.deputy_of,
    'username', coalesce(${user}.username, ${user}.id))`);

/** For whom the person of a session acts at this moment of the city's time. */
const ACTING = sql`(
  select coalesce(json_agg(${personOf('giver')} order by given.starts_at, given.id), '[]')
  from ${delegationTable} given join ${userTable} giver on giver.id = given.from_id
  where given.to_id = ${userTable.id} and giver.disabled_at is null
    and given.starts_at <= (select city_now()) and given.ends_at > (select city_now()))`;

interface Row {
  sessionId: string;
  person: Person;
  via: 'password' | 'oidc';
  quiet: boolean;
  passwordGiven: boolean;
  lacksFactor: boolean;
  acting: Person[];
  holds: boolean;
}

/** Everything in one question, because every request and every command asks it before anything else. */
const readSessions = (db: Database, which: SQL): Promise<Row[]> =>
  executePlanned<Row>(
    db,
    sql`select ${sessionTable.id} as "sessionId", ${sessionTable.via}, ${personOf('"user"')} as person, ${ACTING} as acting,
      ${sessionTable.lastActiveAt} < now() - interval '15 seconds' as quiet,
      ${userTable.passwordGiven} as "passwordGiven",
      coalesce(${secondFactorTable.required}, false) and not ${userTable.twoFactorEnabled} as "lacksFactor",
      ${userTable.disabledAt} is null and ${HOLDS} as holds
    from ${sessionTable} join ${userTable} on ${userTable.id} = ${sessionTable.userId}
      left join ${secondFactorTable} on ${secondFactorTable.role} = ${userTable.role}
    where ${which}`,
  );

function standingIn({ sessionId, person, via, quiet, passwordGiven, lacksFactor, acting }: Row): Standing {
  // The district's own identity provider answers for its second factor.
  const owes = via !== 'password' ? null : passwordGiven ? 'password' : lacksFactor ? 'second-factor' : null;
  const viewer: Standing['viewer'] =
    owes === null
      ? { kind: 'person', person, sessionId, acting }
      : { kind: 'newcomer', person, sessionId, owes };
  return { viewer, quiet };
}

/** What these sessions amount to now, by their ids; whoever is missing has no session any more. */
export async function standingsOf(
  db: Database,
  sessionIds: readonly string[],
): Promise<Map<string, Standing>> {
  if (sessionIds.length === 0) return new Map();
  const rows = await readSessions(db, sql`${sessionTable.id} = any (${sql.param([...sessionIds])}::text[])`);
  return new Map(rows.filter(({ holds }) => holds).map((row) => [row.sessionId, standingIn(row)]));
}

/**
 * The session behind a token as it is now; `ended` where there is one that holds no longer.
 * @param tokenHash as the database keeps it (`tokenHashOf`)
 */
export async function standingBehind(
  db: Database,
  tokenHash: string,
): Promise<Standing | 'ended' | undefined> {
  const [row] = await readSessions(db, sql`${sessionTable.token} = ${tokenHash}`);
  return row && (row.holds ? standingIn(row) : 'ended');
}

/** Notes that the person of a session has acted. */
export async function noteAct(db: Database, sessionId: string): Promise<void> {
  await db
    .update(sessionTable)
    .set({ lastActiveAt: sql`now()` })
    .where(eq(sessionTable.id, sessionId));
}
