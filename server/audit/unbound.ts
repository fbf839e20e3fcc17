import { sql, type SQL } from 'drizzle-orm';
import type { ChainName } from '#server/audit/chain.ts';
import { unbound, type Finding } from '#server/audit/finding.ts';
import type { Database } from '#server/db/pool.ts';

const UNBOUND: Record<ChainName, SQL> = {
  feed: sql`select seq as ref, at from feed
    where seq > coalesce((select max(position) from audit_link where chain = 'feed'), 0)`,
  entries: sql`select id as ref, at from audit_entry a
    where not exists (select 1 from audit_link l where l.chain = 'entries' and l.ref = a.id)`,
};

/** How many rows of the log, and entries of the last day, wait for a link; a few seconds are no fault. */
export async function countUnbound(db: Database): Promise<Record<ChainName, number>> {
  const { rows } = await db.execute<Record<ChainName, string>>(sql`
    select (select count(*) from (${UNBOUND.feed}) log) as feed,
      (select count(*) from (${UNBOUND.entries} and a.at > clock_timestamp() - interval '1 day') noted) as entries`);
  return { feed: Number(rows[0]?.feed), entries: Number(rows[0]?.entries) };
}

/** What has waited for more than ten minutes: whoever writes the chain was stopped, or a row was put in behind its back. */
export async function findUnbound(db: Database, chain: ChainName): Promise<Finding[]> {
  const { rows } = await db.execute<{ n: string; first: string | null }>(sql`
    select count(*) as n, min(ref) as first from (${UNBOUND[chain]}) waiting
    where at < clock_timestamp() - interval '10 minutes'`);
  const [row] = rows;
  return row?.first ? [unbound(chain, Number(row.n), Number(row.first))] : [];
}
