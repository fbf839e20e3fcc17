import { and, desc, eq, inArray } from 'drizzle-orm';
import type { Pair } from '#domain/language.ts';
import type { Anchor } from '#server/audit/anchor.ts';
import { CHAINS, type ChainName } from '#server/audit/chain.ts';
import { Comparison, type Known } from '#server/audit/comparison.ts';
import { AUDIT_ACTS, type AuditAct } from '#server/audit/entry.ts';
import { readEvidence } from '#server/audit/evidence.ts';
import type { Finding } from '#server/audit/finding.ts';
import type { Keeping } from '#server/audit/keeping.ts';
import { fingerprintOf } from '#server/audit/key.ts';
import { recountLatest } from '#server/audit/recount.ts';
import { readRestorations } from '#server/audit/restoration.ts';
import { readStanding, type Standing } from '#server/audit/standing.ts';
import { auditAnchorTable, auditLinkTable } from '#server/audit/table.ts';
import { AUDIT_WORDS } from '#server/audit/words.ts';
import type { Database } from '#server/db/pool.ts';

/** The anchors that are looked at: those of a day, at one in five minutes. */
const ANCHORS = 288;

/** An act with its words, for whoever chooses among them. */
export interface NamedAct extends Pair {
  act: AuditAct;
}

/** What is known of the chains at this moment, without waiting for a full verification. */
export interface AuditState extends Standing {
  /** Where the anchors go, without a name and a password; null: nowhere outside. */
  sink: string | null;
  /** The fingerprint of the public key that checks them. */
  key: string;
  /** Nothing was found among what was looked at: the latest links of each chain, and the anchors of a day. */
  sound: boolean;
  /** How many links and anchors were looked at. */
  looked: { links: number; anchors: number };
  findings: Finding[];
  acts: NamedAct[];
}

export async function readAuditState(db: Database, { key, sink }: Keeping): Promise<AuditState> {
  const lines = await latestLines(db);
  const { anchors, findings } = await readEvidence(lines, [key.public]);
  const known = { ...(await readRestorations(db)), restored: [] };
  const standing = await readStanding(db);
  let links = 0;
  for (const chain of CHAINS) {
    const recounted = await recountLatest(db, chain);
    findings.push(
      ...recounted.findings,
      ...(await compare(db, chain, { anchors, known, end: recounted.end })),
    );
    links += recounted.checked;
  }
  return {
    ...standing,
    ...{ sink: sink?.name ?? null, key: fingerprintOf(key.public) },
    ...{ sound: findings.length === 0, looked: { links, anchors: lines.length }, findings },
    acts: AUDIT_ACTS.map((act) => ({ act, ...AUDIT_WORDS[act] })),
  };
}

/** In the order in which they were signed. */
async function latestLines(db: Database): Promise<string[]> {
  const { n, line } = auditAnchorTable;
  const rows = await db.select({ line }).from(auditAnchorTable).orderBy(desc(n)).limit(ANCHORS);
  return rows.map((row) => row.line).reverse();
}

/** The very links that anchors name; those between them are another matter. */
async function compare(
  db: Database,
  chain: ChainName,
  { anchors, known, end }: { anchors: readonly Anchor[]; known: Known; end: number },
): Promise<Finding[]> {
  const comparison = new Comparison(chain, anchors, known);
  const positions = [...new Set(anchors.map((anchor) => anchor[chain].position))];
  if (positions.length > 0) {
    const { position, hash } = auditLinkTable;
    const named = await db
      .select({ position, hash })
      .from(auditLinkTable)
      .where(and(eq(auditLinkTable.chain, chain), inArray(position, positions)))
      .orderBy(position);
    for (const link of named) comparison.onLink(link.position, link.hash);
  }
  return comparison.findings(end);
}
