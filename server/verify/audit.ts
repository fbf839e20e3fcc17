import type { KeyObject } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { CHAINS } from '#server/audit/chain.ts';
import { Comparison } from '#server/audit/comparison.ts';
import { keptLines, linesOf, readEvidence } from '#server/audit/evidence.ts';
import { chainWords, type Finding } from '#server/audit/finding.ts';
import { recount, recountLatest } from '#server/audit/recount.ts';
import { readRestorations } from '#server/audit/restoration.ts';
import { auditLinkTable } from '#server/audit/table.ts';
import { countUnbound, findUnbound } from '#server/audit/unbound.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import type { Check } from './check.ts';

export interface AuditOptions {
  /** What the sink holds; null: only what the database itself keeps. */
  anchors: string | null;
  /** Public keys that may have signed. */
  keys: readonly KeyObject[];
  /** Epochs whose beginning was a restore or a promotion that is known. */
  restored: readonly string[];
}

/** Recounts both chains whole and holds them against the anchors. The anchors are read first: the chains only grow. */
export async function verifyAudit(db: Database, options: AuditOptions): Promise<Check[]> {
  const { anchors: file, keys, restored } = options;
  const evidence = await readEvidence(file === null ? await keptLines(db) : linesOf(file), keys);
  const known = { ...(await readRestorations(db)), restored };
  const checks: Check[] = [];
  const unfit: Finding[] = [...evidence.findings];
  for (const chain of CHAINS) {
    const comparison = new Comparison(chain, evidence.anchors, known);
    const onLink = comparison.onLink.bind(comparison);
    const { end, checked, findings } = await recount(db, chain, { onLink });
    unfit.push(...comparison.findings(end));
    const late = await patiently(db, (tx) => findUnbound(tx, chain));
    const { zh, en } = chainWords(chain);
    checks.push({
      zh: `${zh}完整`,
      en: `${en} is whole, up to ${end}`,
      checked,
      differences: told([...findings, ...late]),
    });
  }
  const newest = evidence.anchors.at(-1)?.at ?? '—';
  const where = file === null ? ['库内', 'kept in the database, which is no proof'] : ['外部', 'outside'];
  return [
    ...checks,
    {
      zh: `${where[0]}存证相符`,
      en: `the anchors (${where[1]}) are genuine and fit, the newest of ${newest}`,
      checked: evidence.anchors.length,
      differences: told(unfit),
    },
  ];
}

/** Without the anchors and in a moment: positions have no hole, and the latest links bind what is there. */
export async function checkChains(db: Database): Promise<Check> {
  const differences: string[] = [];
  const waiting = await countUnbound(db);
  let checked = waiting.feed + waiting.entries;
  for (const chain of CHAINS) {
    const links = await db.$count(auditLinkTable, eq(auditLinkTable.chain, chain));
    const { end, findings } = await recountLatest(db, chain);
    if (links !== end) differences.push(`${chainWords(chain).en} ends at ${end} and has ${links} links`);
    differences.push(...told(findings));
    checked += links;
  }
  return {
    zh: '审计链最近部分完整',
    en: 'the chains of the audit have no hole, and their latest links hold',
    checked,
    differences,
  };
}

const told = (findings: readonly Finding[]): string[] => findings.map(({ zh, en }) => `${zh} · ${en}`);

/** A look over all entries may take longer than the bound of ordinary work. */
const patiently = <T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> =>
  transaction(db, async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    return work(tx);
  });
