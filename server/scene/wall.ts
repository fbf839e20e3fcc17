import { and, asc, eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import { within } from '#domain/area/area.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Person } from '#domain/person/person.ts';
import { DEFAULT_SETUP } from '#domain/scene/scene.ts';
import type { Show, Projection, WallMessage } from '#domain/scene/projection.ts';
import { deviceTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** A wall as those see it who may put something on it. */
export interface OwnWall {
  id: string;
  name: string;
  areaCode: string;
  paused: boolean;
  showing: Projection | null;
}

/** What is still to be seen: its time is over by the database's own clock, and by nobody else's. */
const showingNow = sql<Projection | null>`case when ${deviceTable.showingUntil} > now() then ${deviceTable.showing} end`;

/** The walls of these areas that are in use. */
export async function wallsOf(db: Database, areas: readonly string[]): Promise<{ walls: OwnWall[] }> {
  const { id, name, areaCode, paused } = deviceTable;
  const walls = await db
    .select({ id, name, areaCode, paused, showing: showingNow })
    .from(deviceTable)
    .where(and(isNull(deviceTable.revokedAt), inAreas(areas)))
    .orderBy(asc(areaCode), asc(name));
  return { walls };
}

/** What the hub tells these walls. */
export async function wallsToTell(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, WallMessage>> {
  const { id, setup, paused } = deviceTable;
  const rows = await db
    .select({ id, setup, paused, showing: showingNow })
    .from(deviceTable)
    .where(inArray(id, [...ids]));
  return new Map(
    rows.map((row) => [
      row.id,
      { setup: row.setup ?? DEFAULT_SETUP, paused: row.paused, showing: row.showing },
    ]),
  );
}

/** Puts a scene, a part of the area or the place of a case on a wall of the person's own areas, for so many seconds. */
export function showOnWall(
  db: Database,
  person: Person,
  id: string,
  { scene, areaCode, caseId, seconds }: Show,
): Promise<{ id: string } | Refusal> {
  return onWall(db, person, id, async (tx, wall) => {
    if (areaCode !== null && !within(areaCode, wall.areaCode))
      return refuse('outside-wall', { area: wall.areaCode });
    const showing: Projection = {
      tableau: { scene, areaCode, caseId },
      by: person.role,
      at: await cityNow(tx),
    };
    await tx
      .update(deviceTable)
      .set({ showing, showingUntil: sql`now() + ${seconds} * interval '1 second'` })
      .where(eq(deviceTable.id, id));
    const details = { scene, areaCode, seconds };
    await note(tx, { actor: person.id, act: 'wall.show', subject: id, details, ...(caseId && { caseId }) });
    return { id };
  });
}

/** Back to the playlist at once. */
export const clearWall = (db: Database, person: Person, id: string): Promise<{ id: string } | Refusal> =>
  onWall(db, person, id, async (tx) => {
    await tx.update(deviceTable).set({ showing: null, showingUntil: null }).where(eq(deviceTable.id, id));
    await note(tx, { actor: person.id, act: 'wall.show', subject: id, details: { scene: null } });
    return { id };
  });

/** Holds the playlist where it stands, or lets it go on. */
export const pauseWall = (
  db: Database,
  person: Person,
  id: string,
  paused: boolean,
): Promise<{ id: string } | Refusal> =>
  onWall(db, person, id, async (tx) => {
    await tx.update(deviceTable).set({ paused }).where(eq(deviceTable.id, id));
    await note(tx, { actor: person.id, act: 'wall.pause', subject: id, details: { paused } });
    return { id };
  });

/** Of the person's own areas and in use; any other wall is as if it did not exist. */
function onWall(
  db: Database,
  { areas }: Person,
  id: string,
  work: (tx: Database, wall: { areaCode: string }) => Promise<{ id: string } | Refusal>,
): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const [wall] = await tx
      .select({ areaCode: deviceTable.areaCode })
      .from(deviceTable)
      .where(and(eq(deviceTable.id, id), isNull(deviceTable.revokedAt), inAreas(areas)))
      .for('update');
    return wall ? work(tx, wall) : refuse('not-found');
  });
}

const inAreas = (areas: readonly string[]): SQL =>
  or(...areas.map((prefix) => sql`${deviceTable.areaCode} like ${`${prefix}%`}`)) ?? sql`false`;
