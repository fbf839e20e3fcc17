import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { lineage, within } from '#domain/area/area.ts';
import { arrangementOf, type Arrangement } from '#domain/desk/arrangement.ts';
import { FILTERS_AT_MOST, type NewFilter, type SavedFilter } from '#domain/desk/saved-filter.ts';
import type { Person } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { deskSettingTable, savedFilterTable } from '#server/desk/table.ts';

type Sitter = Pick<Person, 'id' | 'areas'>;

/** What a person finds at whichever machine they sit down. */
export interface DeskSetting {
  arrangement: Arrangement;
  /** One's own and those shared with one's area, the oldest first. */
  filters: SavedFilter[];
}

export async function readDesk(db: Database, sitter: Sitter): Promise<DeskSetting> {
  const { id, ownerId, name, query, areaCode, at } = savedFilterTable;
  const above = sitter.areas.flatMap(lineage);
  const [kept] = await db
    .select({ arrangement: deskSettingTable.arrangement })
    .from(deskSettingTable)
    .where(eq(deskSettingTable.personId, sitter.id));
  const rows = await db
    .select({ id, ownerId, name, query, areaCode })
    .from(savedFilterTable)
    .where(or(eq(ownerId, sitter.id), inArray(areaCode, above)))
    .orderBy(asc(at), asc(id));
  return {
    arrangement: arrangementOf(kept?.arrangement),
    filters: rows.map(({ ownerId: owner, ...filter }) => ({ ...filter, own: owner === sitter.id })),
  };
}

export async function arrangeDesk(
  db: Database,
  sitter: Sitter,
  arrangement: Arrangement,
): Promise<Arrangement> {
  await db
    .insert(deskSettingTable)
    .values({ personId: sitter.id, arrangement })
    .onConflictDoUpdate({ target: deskSettingTable.personId, set: { arrangement } });
  return arrangement;
}

/** @returns the filter, or a refusal where it is shared beyond the own area or there are too many */
export function saveFilter(db: Database, sitter: Sitter, given: NewFilter): Promise<SavedFilter | Refusal> {
  return transaction(db, async (tx) => {
    const { areaCode } = given;
    if (areaCode !== null && !sitter.areas.some((own) => within(areaCode, own)))
      return refuse('filter-beyond', { area: areaCode });
    // One person saves one filter after the other, so that the count holds.
    await tx
      .select({ id: userTable.id })
      .from(userTable)
      .where(eq(userTable.id, sitter.id))
      .for('no key update');
    const own = await tx.$count(savedFilterTable, eq(savedFilterTable.ownerId, sitter.id));
    if (own >= FILTERS_AT_MOST) return refuse('filters-full', { n: FILTERS_AT_MOST });
    const [row] = await tx
      .insert(savedFilterTable)
      .values({ ownerId: sitter.id, ...given })
      .returning({ id: savedFilterTable.id });
    if (!row) throw new Error('a filter without a row');
    return { id: row.id, ...given, own: true };
  });
}

/** Only one's own; somebody else's is not found. */
export async function removeFilter(
  db: Database,
  sitter: Sitter,
  id: string,
): Promise<{ id: string } | Refusal> {
  const removed = await db
    .delete(savedFilterTable)
    .where(and(eq(savedFilterTable.id, id), eq(savedFilterTable.ownerId, sitter.id)))
    .returning({ id: savedFilterTable.id });
  return removed[0] ?? refuse('not-found');
}
