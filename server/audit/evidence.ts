import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { KeyObject } from 'node:crypto';
import { asc } from 'drizzle-orm';
import { isGenuine, parseAnchor, type Anchor } from '#server/audit/anchor.ts';
import { forged, unreadable, type Finding } from '#server/audit/finding.ts';
import { auditAnchorTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Anchors as they were read, and what is wrong with the lines themselves. */
export interface Evidence {
  anchors: Anchor[];
  findings: Finding[];
}

/**
 * The anchors of a sink, one a line, which may be many files put together.
 * @param keys public keys of which one has signed each anchor: several after a key was exchanged
 */
export async function readEvidence(
  lines: Iterable<string> | AsyncIterable<string>,
  keys: readonly KeyObject[],
): Promise<Evidence> {
  const evidence: Evidence = { anchors: [], findings: [] };
  let number = 0;
  let torn: { line: string; number: number } | undefined;
  for await (const line of lines) {
    number += 1;
    // A line that a full disk cut short was sent again, and what was left of it is its beginning.
    if (torn && !line.startsWith(torn.line)) evidence.findings.push(unreadable(torn.number));
    torn = undefined;
    if (line.trim() === '') continue;
    const anchor = parseAnchor(line);
    if (!anchor) torn = { line, number };
    else if (keys.some((key) => isGenuine(key, anchor))) evidence.anchors.push(anchor);
    else evidence.findings.push(forged(number, anchor.n));
  }
  if (torn) evidence.findings.push(unreadable(torn.number));
  return evidence;
}

export const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });

/** The lines that the database itself keeps: whoever owns it may have removed some, but can sign none. */
export async function keptLines(db: Database): Promise<string[]> {
  const { n, line } = auditAnchorTable;
  const rows = await db.select({ line }).from(auditAnchorTable).orderBy(asc(n));
  return rows.map((row) => row.line);
}
