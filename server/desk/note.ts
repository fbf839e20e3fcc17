import { inArray } from 'drizzle-orm';
import * as v from 'valibot';
import { NOTES_AT_ONCE, type HandoverNote } from '#domain/desk/note.ts';
import type { CaseRecord } from '#domain/case/case.ts';
import { mayReach, type Viewer } from '#server/access/actor.ts';
import type { Sealer } from '#server/access/seal.ts';
import { userTable } from '#server/access/table.ts';
import { openTexts } from '#server/case/sealed.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** Ids of cases with commas between them, as many as an address has room for. */
export const NOTES = v.strictObject({
  caseIds: v.pipe(
    v.string(),
    v.regex(new RegExp(`^${ID}(,${ID}){0,${NOTES_AT_ONCE - 1}}$`)),
    v.transform((text) => text.split(',')),
  ),
});

/** The last internal note of each of these cases that are in reach; cases without one are left out. */
export async function listNotes(
  db: Database,
  sealer: Sealer,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<HandoverNote[]> {
  const rows = await db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(inArray(caseTable.id, [...caseIds]));
  const last = rows.flatMap(({ body }) => {
    const record = body.records.findLast(({ kind }) => kind === 'note');
    return record && mayReach(viewer, body) ? [{ caseId: body.id, record }] : [];
  });
  if (last.length === 0) return [];
  const texts = await openTexts(db, sealer, new Map(last.map(({ caseId, record }) => [caseId, record.id])));
  const names = await namesOf(
    db,
    last.map(({ record }) => record),
  );
  return last.flatMap(({ caseId, record: { id: recordId, at, byId } }) => {
    const text = texts.get(caseId);
    // A case whose key was erased has no texts any more.
    return text === undefined ? [] : [{ caseId, recordId, at, by: names.get(byId ?? '') ?? null, text }];
  });
}

async function namesOf(db: Database, records: readonly CaseRecord[]): Promise<Map<string, string>> {
  const ids = [...new Set(records.flatMap(({ byId }) => byId ?? []))];
  const rows = await db
    .select({ id: userTable.id, name: userTable.name })
    .from(userTable)
    .where(inArray(userTable.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
