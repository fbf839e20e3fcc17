import { and, asc, eq, isNull, lt, or, sql } from 'drizzle-orm';
import { anchorLine } from '#server/audit/anchor.ts';
import { headOf } from '#server/audit/extend.ts';
import type { AuditKey } from '#server/audit/key.ts';
import type { Sink } from '#server/audit/sink.ts';
import { auditAnchorTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { feedHeadTable } from '#server/feed/table.ts';

/** How often the heads are signed. */
export const ANCHOR_MS = 300_000;
/** Whoever has said that it sends an anchor and did not within this time is gone. */
const CLAIM = sql.raw(`interval '30 seconds'`);
/** Anchors a turn, where a sink was away for long. */
const AT_ONCE = 200;
const LOCK = 7_021_076;

/**
 * Signs where the chains end when that was last done five minutes ago, and sends what the sink has not yet taken, the oldest
 * first. Safe in every process: a lock lets one of them sign, a claim one of them send, and a line that is sent twice says
 * the same twice.
 * @throws where the sink did not take a line; it is sent again at the next turn
 */
export class Anchoring {
  readonly #db: Database;
  readonly #key: AuditKey;
  readonly #sink: Sink | null;

  /** @param sink null where none is configured: then anchors are only kept, which proves little */
  constructor(db: Database, key: AuditKey, sink: Sink | null) {
    this.#db = db;
    this.#key = key;
    this.#sink = sink;
  }

  async turn(): Promise<void> {
    await this.sign();
    if (this.#sink) await this.#send(this.#sink);
  }

  /** @returns whether an anchor was made: not where the last one is younger than five minutes */
  async sign(everyMs = ANCHOR_MS): Promise<boolean> {
    return transaction(this.#db, async (tx) => {
      const { rows } = await tx.execute<{ mine: boolean }>(
        sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`,
      );
      if (!rows[0]?.mine) return false;
      const { rows: last } = await tx.execute<{ n: number; due: boolean; now: string }>(sql`
        select coalesce(l.n, 0) as n, (extract(epoch from c.now) * 1000)::bigint as now,
          coalesce(abs(extract(epoch from c.now - l.at)) * 1000 >= ${everyMs}, true) as due
        from (select clock_timestamp() as now) c
        left join (select n, at from audit_anchor order by n desc limit 1) l on true`);
      const [head] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
      if (!head || !last[0]?.due) return false;
      const [n, atMs] = [last[0].n + 1, Number(last[0].now)];
      const heads = { feed: await headOf(tx, 'feed'), entries: await headOf(tx, 'entries') };
      const line = anchorLine(this.#key, { n, atMs, epoch: head.epoch, heads });
      await tx.insert(auditAnchorTable).values({ n, at: atMs, line });
      return true;
    });
  }

  async #send(sink: Sink): Promise<void> {
    for (let sent = 0; sent < AT_ONCE; sent += 1) {
      const claimed = await this.#claim();
      if (!claimed) return;
      try {
        await sink.take(claimed.line, new Date(claimed.at));
      } catch (fault) {
        await this.#say(claimed.n, { claimedAt: null });
        throw fault;
      }
      await this.#say(claimed.n, { deliveredAt: sql`clock_timestamp()` as never });
    }
  }

  /** The oldest that nobody has sent, unless somebody is sending it: lines arrive in their order. */
  async #claim(): Promise<{ n: number; line: string; at: number } | undefined> {
    const { n, line, at, claimedAt, deliveredAt } = auditAnchorTable;
    const oldest = this.#db
      .select({ n })
      .from(auditAnchorTable)
      .where(isNull(deliveredAt))
      .orderBy(asc(n))
      .limit(1);
    const [claimed] = await this.#db
      .update(auditAnchorTable)
      .set({ claimedAt: sql`clock_timestamp()` as never })
      .where(and(eq(n, oldest), or(isNull(claimedAt), lt(claimedAt, sql`clock_timestamp() - ${CLAIM}`))))
      .returning({ n, line, at });
    return claimed;
  }

  async #say(
    n: number,
    said: Partial<Pick<typeof auditAnchorTable.$inferInsert, 'claimedAt' | 'deliveredAt'>>,
  ): Promise<void> {
    await this.#db.update(auditAnchorTable).set(said).where(eq(auditAnchorTable.n, n));
  }
}
