import { inArray } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { areaTable } from '#server/area/table.ts';
import type { Database } from '#server/db/pool.ts';

/** A refusal for the first of these areas that does not exist. Before any were loaded, nothing can be held against them. */
export async function unknownArea(db: Database, areas: readonly string[]): Promise<Refusal | undefined> {
  if ((await db.$count(areaTable)) === 0) return undefined;
  const rows = await db
    .select({ code: areaTable.code })
    .from(areaTable)
    .where(inArray(areaTable.code, [...areas]));
  const area = areas.find((code) => !rows.some((row) => row.code === code));
  return area === undefined ? undefined : refuse('unknown-area', { area });
}
