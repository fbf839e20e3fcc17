import { asc, eq, gt, sql } from 'drizzle-orm';
import { eventTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';
import { feedHeadTable, feedTable } from '#server/feed/table.ts';
import type { FeedRow } from '#server/feed/row.ts';
import { everyMs } from '#server/timetable.ts';

const PAGE = 500;
/** How many rows are kept for screens that resume. */
const HISTORY = 5_000;

export interface TailOptions {
  /** Best a connection of its own: behind a burst of commands in a common pool, every screen would wait with them. */
  db: Database;
  /** Told of each page in order; must not throw. */
  onRows: (rows: readonly FeedRow[]) => void;
  /** Told once when the feed is found broken; the tail has halted and screens must not be shown as live. */
  onBroken: (reason: string) => void;
  onFault: (fault: unknown) => void;
  pollMs?: number;
}

/**
 * Follows the feed of one Postgres: woken by a poke after a commit, and by its own poll, so that a lost
 * wake-up costs a quarter of a second and nothing else. Asserts that the numbers have no hole.
 */
export class FeedTail {
  readonly #options: TailOptions;
  readonly #page: (after: number) => Promise<FeedRow[]>;
  #history: FeedRow[] = [];
  #seq = 0;
  #epoch = '';
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = true;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(options: TailOptions) {
    this.#options = options;
    this.#page = pagesOf(options.db);
  }

  get seq(): number {
    return this.#seq;
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Milliseconds since the database last said how far the feed goes: while it says nothing, nobody may look live. */
  get silentMs(): number {
    return performance.now() - this.#lookedAt;
  }

  /** Begins at the head: what was before is in every snapshot. */
  async start(): Promise<void> {
    const [head] = await this.#options.db.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
    if (!head) throw new Error('the feed has no head');
    this.#seq = head.seq;
    this.#epoch = head.epoch;
    this.#lookedAt = performance.now();
    this.#stopped = false;
    this.#timer = setInterval(() => this.poke(), this.#options.pollMs ?? everyMs('feed poll'));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** Looks for new rows at once; a poke during a look makes it look again. */
  poke(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#look()
      .catch((fault: unknown) => this.#options.onFault(fault))
      .finally(() => {
        this.#running = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.poke();
      });
  }

  /**
   * Whether this is still the feed that was begun with: after a restore or a promotion the epoch is another, and numbers
   * that were given out may be missing.
   */
  async isSame(): Promise<boolean> {
    // Noted before the question: the tail may read on while it is asked.
    const seq = this.#seq;
    const [head] = await this.#options.db.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
    return head?.epoch === this.#epoch && head.seq >= seq;
  }

  /** The rows after `cursor`, gapless; undefined where they are no longer kept, which means a snapshot. */
  since(cursor: number): FeedRow[] | undefined {
    if (cursor > this.#seq) return undefined;
    const first = this.#seq - this.#history.length;
    return cursor < first ? undefined : this.#history.slice(cursor - first);
  }

  async #look(): Promise<void> {
    for (;;) {
      const asked = performance.now();
      const rows = await this.#page(this.#seq);
      this.#lookedAt = asked;
      if (rows.length === 0 || this.#stopped) return;
      for (const row of rows) {
        if (row.seq !== this.#seq + 1) return this.#halt(`after ${this.#seq} came ${row.seq}`);
        this.#seq = row.seq;
        this.#history.push(row);
      }
      if (this.#history.length > HISTORY * 2) this.#history = this.#history.slice(-HISTORY);
      this.#options.onRows(rows);
      if (rows.length < PAGE) return;
    }
  }

  #halt(reason: string): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#options.onBroken(reason);
  }
}

/** The next page, as a statement that each connection prepares once: it is asked after every commit. */
function pagesOf(db: Database): (after: number) => Promise<FeedRow[]> {
  const { body, before, after, image } = eventTable;
  const page = db
    .select({ seq: feedTable.seq, event: body, before, after, image, committedAt: feedTable.at })
    .from(feedTable)
    .innerJoin(eventTable, eq(eventTable.eid, feedTable.eid))
    .where(gt(feedTable.seq, sql.placeholder('after')))
    .orderBy(asc(feedTable.seq))
    .limit(PAGE)
    .prepare('feed_page');
  return (seq) => page.execute({ after: seq });
}
