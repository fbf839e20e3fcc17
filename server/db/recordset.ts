import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { dialect } from '#server/db/pool.ts';

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
  const { columns, names, excluded, typed } = shapeOf(table, Object.keys(rows[0] ?? {}));
  const objects = rows.map((row) => {
    const given = row as Record<string, unknown>;
    return Object.fromEntries(columns.map(({ key, name, column }) => [name, valueOf(column, given[key])]));
  });
  const json = sql.param(JSON.stringify(objects));
  return { names, excluded, given: sql`jsonb_to_recordset(${json}::jsonb) as given (${typed})` };
}

interface Shape extends Pick<Recordset, 'names' | 'excluded'> {
  columns: { key: string; name: string; column: PgColumn }[];
  /** Each column with its type. */
  typed: SQL;
}

/** Of the few combinations of a table and some keys that there are: put together for each command, they cost as much as the deciding. */
const shapes = new WeakMap<PgTable, Map<string, Shape>>();

function shapeOf(table: PgTable, keys: readonly string[]): Shape {
  const known = shapes.get(table) ?? new Map<string, Shape>();
  shapes.set(table, known);
  const of = keys.join();
  const shape = known.get(of) ?? makeShape(table, new Set(keys));
  known.set(of, shape);
  return shape;
}

function makeShape(table: PgTable, keys: ReadonlySet<string>): Shape {
  const columns = Object.entries(getTableColumns(table) as Record<string, PgColumn>)
    .filter(([key]) => keys.has(key))
    .map(([key, column]) => ({ key, name: toSnakeCase(key), column }));
  const named = columns.map(({ name }) => dialect.escapeName(name));
  const types = columns.map(({ column }, n) => `${named[n]} ${column.getSQLType()}`);
  return {
    columns,
    names: sql.raw(named.join(', ')),
    excluded: sql.raw(named.map((name) => `excluded.${name}`).join(', ')),
    typed: sql.raw(types.join(', ')),
  };
}

/** Only our own column types (instant.ts) look different in JSON; an array and an object stay what they are. */
const valueOf = (column: PgColumn, value: unknown): unknown =>
  value === undefined || value === null || column.columnType !== 'PgCustomColumn'
    ? (value ?? null)
    : column.mapToDriverValue(value);
