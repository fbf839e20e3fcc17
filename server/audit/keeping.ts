import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Anchoring } from '#server/audit/anchoring.ts';
import { ChainWriter } from '#server/audit/extend.ts';
import { readAuditKey, type AuditKey } from '#server/audit/key.ts';
import { openSink, type Sink } from '#server/audit/sink.ts';
import type { Work } from '#server/clockwork.ts';
import type { Config } from '#server/config.ts';
import type { Database } from '#server/db/pool.ts';

/** With which key the heads of the chains are signed, and where they go. */
export interface Keeping {
  key: AuditKey;
  /** Null: nowhere outside. */
  sink: Sink | null;
}

export function openKeeping(
  config: Config,
  { databaseUrl, secret }: { databaseUrl: string; secret: string },
): Keeping {
  const address = sinkAddress(config, new URL(databaseUrl).pathname.slice(1));
  return {
    key: readAuditKey(secret, config.auditKeyFile),
    sink: address === null ? null : openSink(address),
  };
}

/**
 * The sink that is set. A demonstration without one writes beside its data, one file a database: this shows how it works,
 * and proves nothing, because whoever owns the database owns the file.
 */
export function sinkAddress(config: Config, database: string): string | null {
  if (config.auditSink !== null || config.databaseUrl !== null) return config.auditSink;
  return pathToFileURL(join(config.dataDir, `anchors-${database}.jsonl`)).href;
}

/** What every process does again and again for the audit, until it stops. */
export function auditWork(db: Database, { key, sink }: Keeping, signal: AbortSignal): Work[] {
  const writer = new ChainWriter(db);
  const anchoring = new Anchoring(db, key, sink);
  return [
    { name: 'audit chain', run: () => writer.extend(signal) },
    { name: 'audit anchor', run: () => anchoring.turn() },
  ];
}
