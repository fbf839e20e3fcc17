import { prune, type Board } from '#domain/board/board.ts';
import { digestOf } from '#domain/board/digest.ts';
import type { View } from '#domain/board/view.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { heldBy } from '#server/feed/snapshot.ts';
import type { Check } from './check.ts';

/** What a screen holds that followed the feed is what a screen would be given that opens at this moment. */
export async function checkBoard(tx: Database, view: View, board: Board, now: number): Promise<Check> {
  const rows = await tx
    .select({ id: caseTable.id, version: caseTable.version })
    .from(caseTable)
    .where(heldBy(view, now));
  const shown = prune(board, now).cases;
  const stored = new Map(rows.map(({ id, version }) => [id, version]));
  const off = [...new Set([...shown.keys(), ...stored.keys()])].filter(
    (id) => shown.get(id)?.version !== stored.get(id),
  );
  const sums = [digestOf(shown.values()), digestOf(rows)].map(({ sum }) => sum.toString(16));
  return {
    zh: '屏幕摘要等于数据库',
    en: `the digest of a screen equals the tables (${sums.join(' ')})`,
    checked: rows.length,
    differences: off
      .sort()
      .map((id) => `case ${id}: screen ${shown.get(id)?.version ?? '—'}, table ${stored.get(id) ?? '—'}`),
  };
}
