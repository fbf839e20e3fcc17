import { sql, type SQL } from 'drizzle-orm';
import type { ChainName } from '#server/audit/chain.ts';

/**
 * How a row is written out to be hashed: a JSON array of its columns, as Postgres prints jsonb, with instants in
 * microseconds since 1970, so that no setting of a session changes it. A form is never edited: a column that comes later
 * gets a new form, and links of before keep theirs. A test holds the newest to the tables.
 */
const micros = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint`;

interface Form {
  /** Names for the test: every column of the tables stands here. */
  columns: readonly string[];
  text: SQL;
}

const formOf = (columns: Record<string, string>): Form => ({
  columns: Object.keys(columns),
  text: sql.raw(`jsonb_build_array(${Object.values(columns).join(', ')})::text`),
});

const FORMS: Record<ChainName, Record<number, Form>> = {
  feed: {
    1: formOf({
      ...{ 'feed.seq': 'f.seq', 'feed.eid': 'f.eid', 'feed.at': micros('f.at') },
      ...{ 'event.eid': 'e.eid', 'event.command_id': 'e.command_id', 'event.case_id': 'e.case_id' },
      ...{ 'event.version': 'e.version', 'event.type': 'e.type', 'event.v': 'e.v' },
      ...{ 'event.at': micros('e.at'), 'event.body': 'e.body', 'event.before': 'e.before' },
      ...{ 'event.after': 'e.after', 'event.image': 'e.image' },
    }),
  },
  entries: {
    1: formOf({
      ...{ 'audit_entry.id': 'a.id', 'audit_entry.at': micros('a.at'), 'audit_entry.actor': 'a.actor' },
      ...{ 'audit_entry.act': 'a.act', 'audit_entry.case_id': 'a.case_id' },
      ...{ 'audit_entry.subject': 'a.subject', 'audit_entry.details': 'a.details' },
    }),
  },
};

export const NEWEST_FORM = 1;

/** The columns that a form binds, as `table.column`. */
export const boundColumns = (chain: ChainName, form: number): readonly string[] =>
  FORMS[chain][form]?.columns ?? [];

/** The text of a row in the form that new links take. */
export const newestText = (chain: ChainName): SQL => FORMS[chain][NEWEST_FORM]?.text ?? sql`null`;

/** The text of a row in the form that its link `l` names; null for a form that this version does not know. */
export function textByForm(chain: ChainName): SQL {
  const branches = Object.entries(FORMS[chain]).map(
    ([form, { text }]) => sql`when ${sql.raw(form)} then ${text}`,
  );
  return sql`case l.form ${sql.join(branches, sql` `)} end`;
}
