import { desc, eq, sql, type SQL } from 'drizzle-orm';
import { CHAINS, genesisOf, nextHash, type Bound, type ChainName, type Head } from '#server/audit/chain.ts';
import { newestText, NEWEST_FORM } from '#server/audit/row.ts';
import { auditLinkTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';

/** Rows a transaction. */
const PAGE = 1_000;

/** One advisory lock a chain: whoever holds it appends, the others leave it to that one. */
const LOCKS: Record<ChainName, number> = { feed: 7_021_074, entries: 7_021_075 };

/** Where a chain ends now. */
export async function headOf(db: Database, chain: ChainName): Promise<Head> {
  const { position, hash } = auditLinkTable;
  const [last] = await db
    .select({ position, hash })
    .from(auditLinkTable)
    .where(eq(auditLinkTable.chain, chain))
    .orderBy(desc(position))
    .limit(1);
  return last ?? genesisOf(chain);
}

/**
 * Appends to both chains what is not yet in them. A commit pays nothing for it: it runs behind, in every process, and
 * whoever comes while another one appends leaves it to that one (docs/decisions/0020).
 */
export class ChainWriter {
  readonly #db: Database;
  readonly #page: number;
  /** Entries up to this number are in the chain, all that there will ever be. */
  #settled = 0;
  /** After so many turns it is asked again which number that is; each time something was appended, at once. */
  #turnsLeft = 0;

  constructor(db: Database, page = PAGE) {
    this.#db = db;
    this.#page = page;
  }

  /**
   * @param signal ends it between two pages: a log that was never chained takes a while
   * @returns how many links were appended
   * @throws what kept one chain from going on, once the other has
   */
  async extend(signal?: AbortSignal): Promise<number> {
    let appended = 0;
    const faults: unknown[] = [];
    for (const chain of await this.#behind()) {
      try {
        for (let last = this.#page; last === this.#page && signal?.aborted !== true;) {
          last = await this.#append(chain);
          appended += last;
        }
      } catch (fault) {
        faults.push(fault);
      }
    }
    if (--this.#turnsLeft < 0) await this.#settle();
    if (faults.length > 0) throw faults[0];
    return appended;
  }

  /** The chains that have something to append: one statement, because mostly there is nothing. At first all entries are looked at. */
  async #behind(): Promise<ChainName[]> {
    const waiting = sql`exists (select from audit_entry a where a.id > ${this.#settled} and ${UNLINKED})`;
    const { rows } = await this.#db.execute<Record<ChainName, boolean>>(sql`
      select (select seq from feed_head) > coalesce((select max(position) from audit_link where chain = 'feed'), 0) as feed,
        ${this.#settled === 0 ? sql`true` : waiting} as entries`);
    return CHAINS.filter((chain) => rows[0]?.[chain]);
  }

  async #append(chain: ChainName): Promise<number> {
    return transaction(this.#db, async (tx) => {
      const { rows } = await tx.execute<{ mine: boolean }>(
        sql`select pg_try_advisory_xact_lock(${LOCKS[chain]}) as mine`,
      );
      if (!rows[0]?.mine) return 0;
      await tx.execute(PATIENTLY);
      const head = await headOf(tx, chain);
      const bound =
        chain === 'feed'
          ? await feedAfter(tx, head.position, this.#page)
          : await entriesWithout(tx, this.#settled, this.#page);
      if (bound.length === 0) return 0;
      await tx.execute(linksOf(chain, head, bound));
      if (chain === 'entries') this.#turnsLeft = 0;
      return bound.length;
    });
  }

  /**
   * Entries up to a number below which none will come any more, and all of which have links, need not be looked at again.
   * While somebody is about to insert, nothing is known, and it stays as it was.
   */
  async #settle(): Promise<void> {
    const { rows } = await this.#db.execute<{ settled: string | null }>(
      sql`select audit_settled() as settled`,
    );
    const settled = rows[0]?.settled;
    if (settled === null || settled === undefined) return;
    await transaction(this.#db, async (tx) => {
      await tx.execute(PATIENTLY);
      const left = await tx.execute(
        sql`select 1 from audit_entry a where a.id > ${this.#settled} and a.id <= ${settled} and ${UNLINKED} limit 1`,
      );
      if (left.rowCount === 0) [this.#settled, this.#turnsLeft] = [Number(settled), SETTLED_TURNS];
    });
  }
}

/** What another process appends widens the look of this one until it asks again. */
const SETTLED_TURNS = 100;
/** The first look of a process goes over all entries, and a page of the log may be large. */
const PATIENTLY = sql.raw(`set local statement_timeout = '60s'`);
const UNLINKED = sql`not exists (select 1 from audit_link l where l.chain = 'entries' and l.ref = a.id)`;

type Written = { ref: string; text: string };
const boundOf = ({ ref, text }: Written): Bound => ({ ref: Number(ref), form: NEWEST_FORM, text });

/** The next rows of the feed, which has no hole: whoever sees a number sees all before it (docs/decisions/0002). */
async function feedAfter(tx: Database, position: number, limit: number): Promise<Bound[]> {
  const { rows } = await tx.execute<Written>(sql`
    select f.seq as ref, ${newestText('feed')} as text from feed f join event e on e.eid = f.eid
    where f.seq > ${position} order by f.seq limit ${limit}`);
  const bound = rows.map(boundOf);
  const hole = bound.findIndex(({ ref }, n) => ref !== position + 1 + n);
  if (hole === 0) throw new Error(`the feed has a hole after ${position}: the chain ends there`);
  return hole < 0 ? bound : bound.slice(0, hole);
}

/** Entries that no link binds, also one whose number came into view after a higher one. */
async function entriesWithout(tx: Database, settled: number, limit: number): Promise<Bound[]> {
  const { rows } = await tx.execute<Written>(sql`
    select a.id as ref, ${newestText('entries')} as text from audit_entry a
    where a.id > ${settled} and ${UNLINKED} order by a.id limit ${limit}`);
  return rows.map(boundOf);
}

function linksOf(chain: ChainName, head: Head, bound: readonly Bound[]): SQL {
  const hashes: string[] = [];
  let before = head;
  for (const row of bound) {
    before = { position: before.position + 1, hash: nextHash(chain, before, row) };
    hashes.push(before.hash.toString('hex'));
  }
  const refs = bound.map(({ ref }) => ref);
  const forms = bound.map(({ form }) => form);
  return sql`insert into audit_link (chain, position, ref, form, hash)
    select ${chain}, ${head.position} + n, ref, form, decode(hash, 'hex')
    from unnest(${sql.param(refs)}::bigint[], ${sql.param(forms)}::smallint[], ${sql.param(hashes)}::text[])
      with ordinality as linked (ref, form, hash, n)`;
}
