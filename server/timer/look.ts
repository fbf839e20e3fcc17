import { eq, isNull, sql } from 'drizzle-orm';
import { executePlanned } from '#server/db/planned.ts';
import type { Database } from '#server/db/pool.ts';
import { cityClockTable, timerTable } from '#server/timer/table.ts';

/** What the sweep sees without taking anything. */
export interface Look {
  /** The city's instant at which the next armed timer is due; infinity where none is. */
  nextAt: number;
  /** The city's instant, and how fast its time runs. */
  now: number;
  rate: number;
  /** The database's own clock. */
  databaseAt: number;
  /** Somebody doubts that clock. */
  doubted: boolean;
}

/**
 * One look, a few pages of an index: an empty sweep is this and nothing else.
 * @param aside cases whose timers are not counted
 */
export async function look(db: Database, aside: readonly string[]): Promise<Look> {
  const next = sql`(select fire_at from ${timerTable}
    where state = 'armed' and case_id <> all (${sql.param(aside)}::uuid[]) order by fire_at limit 1)`;
  const [row] = await executePlanned<Seen>(
    db,
    sql`
    select ${next} as next_at, city_now() as now, clock_timestamp() as database_at, rate, doubted_at is not null as doubted
    from ${cityClockTable} where id = 1`,
  );
  if (!row) throw new Error('the city has no clock');
  return {
    nextAt: row.next_at?.getTime() ?? Infinity,
    now: row.now.getTime(),
    databaseAt: row.database_at.getTime(),
    rate: row.rate,
    doubted: row.doubted,
  };
}

interface Seen {
  next_at: Date | null;
  now: Date;
  database_at: Date;
  rate: number;
  doubted: boolean;
}

/** Says to every process that starts from now on that the database's clock has stepped. */
export async function doubtClock(db: Database): Promise<void> {
  await db
    .update(cityClockTable)
    .set({ doubtedAt: sql`clock_timestamp()` as never })
    .where(isNull(cityClockTable.doubtedAt));
}

/** The database's clock is right as it is: every process that holds its timers goes on. */
export async function trustClock(db: Database): Promise<void> {
  await db.update(cityClockTable).set({ doubtedAt: null }).where(eq(cityClockTable.id, 1));
}
