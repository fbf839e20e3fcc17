import { inArray } from 'drizzle-orm';
import type { Event } from '#domain/audit/event.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { SealedReport } from '#server/case/sealed.ts';
import { caseKeyTable, sealedTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Shorter texts may stand in an event by accident: a name of one character, a word of the catalogue. */
const TELLING = { name: 2, phone: 7, text: 8 };

/** Cases of which something that is sealed stands in the log all the same, or cannot be opened any more. */
export async function leaksOf(
  tx: Database,
  sealer: Sealer,
  ids: string[],
  logs: ReadonlyMap<string, Event[]>,
): Promise<{ leaks: string[]; texts: number }> {
  const keys = await tx.select().from(caseKeyTable).where(inArray(caseKeyTable.caseId, ids));
  const rows = await tx.select().from(sealedTable).where(inArray(sealedTable.caseId, ids));
  const wrapped = new Map(keys.map((row) => [row.caseId, row.wrapped]));
  const leaks: string[] = [];
  for (const { caseId, ref, sealed } of rows) {
    const key = wrapped.get(caseId);
    // An erased key erases the person: there is nothing left that could be compared.
    if (!key) continue;
    try {
      const log = JSON.stringify(logs.get(caseId) ?? []);
      const opened = sealer.open(sealer.unwrap(key), sealed);
      if (textsOf(opened).some((text) => log.includes(JSON.stringify(text).slice(1, -1)))) {
        leaks.push(`case ${caseId} ${ref}`);
      }
    } catch {
      leaks.push(`case ${caseId} ${ref} cannot be opened`);
    }
  }
  return { leaks, texts: rows.length };
}

function textsOf(opened: unknown): string[] {
  if (typeof opened === 'string') return opened.length >= TELLING.text ? [opened] : [];
  const { words = '', name, phone } = opened as Partial<SealedReport>;
  return [
    ...(words.length >= TELLING.text ? [words] : []),
    ...(name && name.length >= TELLING.name ? [name] : []),
    ...(phone && phone.length >= TELLING.phone ? [phone] : []),
  ];
}
