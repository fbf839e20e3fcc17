import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** Rows of one table, as parts of a statement that writes all of them at once. */
export interface Recordset {
  /** Their columns, for `insert into … (names) select names` or a `set`. */
  names: SQL;
  /** What to select them from: a function called `given`, whose only parameter holds all rows. */
  given: SQL;
  /** The same columns of what could not be inserted, for an `on conflict … do update`. */
  excluded: SQL;
}

/**
 * A statement over these rows has one parameter and one text, however many rows there are: it costs neither the
 * building nor the parsing of a `values` list, which for fifty cases has a thousand parameters.
 * @param rows all with the same keys
 */
export function recordsetOf<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): Recordset {
  const all = getTableColumns(table) as Record<string, PgColumn>;
  const columns = Object.entries(all).filter(([key]) => key in (rows[0] ?? {}));
  const objects = rows.map((row) =>
    Object.fromEntries(
      columns.map(([key, column]) => [
        toSnakeCase(key),
        valueOf(column, (row as Record<string, unknown>)[key]),
      ]),
    ),
  );
  const named = columns.map(([key]) => sql.identifier(toSnakeCase(key)));
  const typed = columns.map(
    ([key, column]) => sql`${sql.identifier(toSnakeCase(key))} ${sql.raw(column.getSQLType())}`,
  );
  const json = sql.param(JSON.stringify(objects));
  return {
    names: sql.join(named, sql`, `),
    excluded: sql.join(
      named.map((name) => sql`excluded.${name}`),
      sql`, `,
    ),
    given: sql`jsonb_to_recordset(${json}::jsonb) as given (${sql.join(typed, sql`, `)})`,
  };
}

/** Only our own column types (instant.ts) look different in JSON; an array and an object stay what they are. */
const valueOf = (column: PgColumn, value: unknown): unknown =>
  value === undefined || value === null || column.columnType !== 'PgCustomColumn'
    ? (value ?? null)
    : column.mapToDriverValue(value);
