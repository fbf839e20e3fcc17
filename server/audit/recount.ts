import { and, eq, sql, type SQL } from 'drizzle-orm';
import { genesisOf, nextHash, type ChainName, type Head } from '#server/audit/chain.ts';
import { deleted, edited, linkMissing, unknownForm, type Finding } from '#server/audit/finding.ts';
import { headOf } from '#server/audit/extend.ts';
import { textByForm } from '#server/audit/row.ts';
import { auditLinkTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Rows in memory at once. */
const PAGE = 500;

/** A link as it is kept, with the row that it binds as it is now. */
interface Kept {
  position: string;
  ref: string;
  form: number;
  hash: Buffer;
  there: boolean;
  text: string | null;
}

/** What was recounted of a chain: where it ends, and what does not fit. */
export interface Recounted {
  end: number;
  checked: number;
  findings: Finding[];
}

export interface RecountOptions {
  /** Where to begin: the link before is believed. Without it, at the beginning. */
  after?: Head;
  /** Told of each link in order, once it was looked at. */
  onLink?: (position: number, hash: Buffer) => void;
  page?: number;
}

/**
 * Reckons a chain anew from the rows as they are now, page by page. After a link that does not fit, the kept hash counts
 * as given, so that every row that was touched is named once and none for another's sake.
 */
export async function recount(
  db: Database,
  chain: ChainName,
  { after = genesisOf(chain), onLink, page = PAGE }: RecountOptions = {},
): Promise<Recounted> {
  const findings: Finding[] = [];
  let before: Head = after;
  let checked = 0;
  for (;;) {
    const { rows } = await db.execute<Kept & Record<string, unknown>>(
      linksAfter(chain, before.position, page),
    );
    for (const kept of rows) {
      const position = Number(kept.position);
      findings.push(...flawsOf(chain, before, kept));
      before = { position, hash: kept.hash };
      onLink?.(position, kept.hash);
      checked += 1;
    }
    if (rows.length < page) return { end: before.position, checked, findings };
  }
}

/** How many links a short look recounts: the latest, which nobody has looked at before. */
const LATEST = 1_000;

/** The latest links alone: in a moment, however long the chain is. The link before them is believed. */
export async function recountLatest(db: Database, chain: ChainName): Promise<Recounted> {
  const { position: end } = await headOf(db, chain);
  const { position, hash } = auditLinkTable;
  const [after] = await db
    .select({ position, hash })
    .from(auditLinkTable)
    .where(and(eq(auditLinkTable.chain, chain), eq(position, end - LATEST)));
  // Where the chain is short, and where that very link is gone, from the beginning on.
  return recount(db, chain, after ? { after } : {});
}

function flawsOf(chain: ChainName, before: Head, { ref, form, hash, there, ...kept }: Kept): Finding[] {
  const position = Number(kept.position);
  const missing = position !== before.position + 1;
  const flaws = missing ? [linkMissing(chain, before.position + 1, position - 1)] : [];
  if (!there) return [...flaws, deleted(chain, position, Number(ref))];
  if (kept.text === null) return [...flaws, unknownForm(chain, position, form)];
  // Without the link before it, a link cannot be reckoned.
  if (missing) return flaws;
  const due = nextHash(chain, before, { ref: Number(ref), form, text: kept.text });
  return due.equals(hash) ? flaws : [...flaws, edited(chain, position, Number(ref))];
}

const ROWS: Record<ChainName, { there: SQL; join: SQL }> = {
  feed: {
    there: sql`e.eid is not null`,
    join: sql`left join feed f on f.seq = l.ref left join event e on e.eid = f.eid`,
  },
  entries: { there: sql`a.id is not null`, join: sql`left join audit_entry a on a.id = l.ref` },
};

const linksAfter = (chain: ChainName, position: number, limit: number): SQL => sql`
  select l.position, l.ref, l.form, l.hash, ${ROWS[chain].there} as there, ${textByForm(chain)} as text
  from (select * from audit_link where chain = ${chain} and position > ${position}
    order by position limit ${limit}) l ${ROWS[chain].join}
  order by l.position`;
