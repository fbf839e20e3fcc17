import pg from 'pg';
import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';

/**
 * The three roles of the database. Each owns nothing and passes by no policy; whoever connects takes one of them at
 * once (docs/decisions/0024).
 */
export const DATABASE_ROLES = {
  /** Whoever asks from outside: sees no row of any case until a transaction says for whom it is. */
  asker: 'faling_asker',
  /** What is carried out once it was decided, and the clockwork. */
  system: 'faling_system',
  /** The feed's tail: reads the feed and nothing else. */
  tail: 'faling_tail',
} as const;
export type DatabaseRole = (typeof DATABASE_ROLES)[keyof typeof DATABASE_ROLES];

/** What a transaction may reach: everything below these prefixes, of these departments, and these cases. */
export interface Reach {
  areas?: readonly string[];
  departments?: readonly string[];
  cases?: readonly string[];
  /** Of these departments nobody sees a case that is about them, whatever else is in reach. */
  barred?: readonly string[];
  /** Whose commands are found again by their ids. */
  actor?: string;
  /** The role of the staff, for what is kept by office and not by area: the audit log. */
  office?: string;
}

const arrayOf = (values: readonly string[] = []): string =>
  `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Statements that give the transaction its reach; they go with its beginning and end with it. */
export function statementsFor(reach: Reach): string {
  const { areas, departments, cases, barred, actor = '', office = '' } = reach;
  // The empty prefix would hold every area: whatever is no code of one reaches nothing.
  const prefixes = (areas ?? []).filter((prefix) => /^\d{4,12}$/.test(prefix)).toSorted();
  const settings = {
    'faling.areas': arrayOf(prefixes),
    // The range of an index that holds them all; without an area it holds nothing.
    'faling.first': prefixes.at(0) ?? '',
    'faling.last':
      prefixes
        .map((prefix) => `${prefix}~`)
        .toSorted()
        .at(-1) ?? '',
    'faling.departments': arrayOf(departments),
    'faling.cases': arrayOf(cases),
    'faling.barred': arrayOf(barred),
    'faling.actor': actor,
    'faling.office': office,
  };
  return Object.entries(settings)
    .map(([name, value]) => `; set local ${name} = ${pg.escapeLiteral(value)}`)
    .join('');
}

/** Adds a case to what this transaction reaches: one that another case, which it does reach, was merged into. */
export async function reachAlso(tx: Database, caseId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('faling.cases', array_append(scope_cases(), ${caseId}::uuid)::text, true)`,
  );
}

/** From here to its end the transaction is the system's own: what was asked for was found in reach, and decided. */
export async function asSystem(tx: Database): Promise<void> {
  await tx.execute(sql.raw(`set local role ${DATABASE_ROLES.system}`));
}
