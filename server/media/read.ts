import { and, asc, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import type { Sealer } from '#server/access/seal.ts';
import { findCase } from '#server/case/file.ts';
import { caseKey } from '#server/case/sealed.ts';
import type { Database } from '#server/db/pool.ts';
import { mediaTable } from '#server/media/table.ts';

/** A picture of a case without the picture: for a list beside the case's file. */
export interface Medium {
  id: string;
  mime: string;
  /** Pixels. */
  width: number;
  height: number;
  at: number;
}

/** A picture, opened. */
export interface Picture {
  mime: string;
  bytes: Buffer;
}

const uuid = v.pipe(v.string(), v.uuid());

/**
 * The pictures of a case in the order in which they were sent, for the staff who handle it.
 */
export async function listMedia(db: Database, viewer: Viewer, caseId: string): Promise<Medium[] | Refusal> {
  if (!(await handles(db, viewer, caseId))) return refuse('not-found');
  const { id, mime, width, height, at } = mediaTable;
  return db
    .select({ id, mime, width, height, at })
    .from(mediaTable)
    .where(eq(mediaTable.caseId, caseId))
    .orderBy(asc(mediaTable.ordinal));
}

/**
 * One picture, opened: for the staff who handle the case, and for nobody else; a wall, a resident's receipt code and
 * a partner's key open none. Answers as if there were no picture where there is no right to it, or no key any more.
 */
export async function readMedia(
  db: Database,
  sealer: Sealer,
  viewer: Viewer,
  caseId: string,
  mediaId: string,
): Promise<Picture | Refusal> {
  if (!v.is(uuid, mediaId) || !(await handles(db, viewer, caseId))) return refuse('not-found');
  const [row] = await db
    .select({ mime: mediaTable.mime, sealed: mediaTable.sealed })
    .from(mediaTable)
    .where(and(eq(mediaTable.id, mediaId), eq(mediaTable.caseId, caseId)));
  const key = row && (await caseKey(db, sealer, caseId));
  return key ? { mime: row.mime, bytes: sealer.openBytes(key, row.sealed) } : refuse('not-found');
}

async function handles(db: Database, viewer: Viewer, caseId: string): Promise<boolean> {
  if (viewer.kind !== 'person' || !v.is(uuid, caseId)) return false;
  const subject = await findCase(db, caseId);
  return subject !== undefined && mayReach(viewer, subject);
}
