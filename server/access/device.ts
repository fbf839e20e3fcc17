import { randomBytes, randomUUID } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { DEFAULT_SETUP, type Setup } from '#domain/scene/scene.ts';
import { unknownArea } from '#server/access/known-area.ts';
import type { Sealer } from '#server/access/seal.ts';
import { deviceTable } from '#server/access/table.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** 指挥大屏: a device with an identity of its own, bound to one area. */
export interface WallDevice {
  id: string;
  name: string;
  areaCode: string;
  createdAt: number;
  /** By the real clock, to the minute; null: its link was never opened. */
  lastSeenAt: number | null;
  revokedAt: number | null;
  setup: Setup;
}

/** What opens the wall: told once, of the token in it only a keyed hash is kept. */
export interface GivenLink {
  id: string;
  path: string;
}

export async function listDevices(db: Database): Promise<{ devices: WallDevice[] }> {
  const rows = await db.select().from(deviceTable).orderBy(asc(deviceTable.areaCode), asc(deviceTable.name));
  return {
    devices: rows.map(({ id, name, areaCode, createdAt, lastSeenAt, revokedAt, setup }) => ({
      ...{ id, name, areaCode },
      setup: setup ?? DEFAULT_SETUP,
      createdAt: createdAt.getTime(),
      lastSeenAt: lastSeenAt?.getTime() ?? null,
      revokedAt: revokedAt?.getTime() ?? null,
    })),
  };
}

export function createDevice(
  db: Database,
  sealer: Sealer,
  actor: string,
  { name, areaCode }: { name: string; areaCode: string },
): Promise<GivenLink | Refusal> {
  return transaction(db, async (tx) => {
    const unknown = await unknownArea(tx, [areaCode]);
    if (unknown) return unknown;
    const id = randomUUID();
    const token = randomBytes(24).toString('base64url');
    await tx.insert(deviceTable).values({ id, name, areaCode, tokenHash: sealer.hash(token) });
    await note(tx, { actor, act: 'device.create', subject: id, details: { areaCode } });
    return { id, path: `/wall/${areaCode}?device=${token}` };
  });
}

/** At once: the next request finds nobody, and an open socket is cut within five seconds. */
export function revokeDevice(db: Database, actor: string, id: string): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const gone = await tx
      .update(deviceTable)
      .set({ revokedAt: sql`city_now()` })
      .where(and(eq(deviceTable.id, id), isNull(deviceTable.revokedAt)))
      .returning({ id: deviceTable.id });
    if (gone.length === 0) return refuse('not-found');
    await note(tx, { actor, act: 'device.revoke', subject: id });
    return { id };
  });
}

/** Scenes, night and sound of one wall; it follows within a second. */
export function setUpDevice(
  db: Database,
  actor: string,
  id: string,
  setup: Setup,
): Promise<{ id: string } | Refusal> {
  return transaction(db, async (tx) => {
    const set = await tx
      .update(deviceTable)
      .set({ setup })
      .where(and(eq(deviceTable.id, id), isNull(deviceTable.revokedAt)))
      .returning({ id: deviceTable.id });
    if (set.length === 0) return refuse('not-found');
    await note(tx, { actor, act: 'device.setup', subject: id });
    return { id };
  });
}
