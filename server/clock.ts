import { eq, sql } from 'drizzle-orm';
import type { Tick } from '#domain/feed.ts';
import type { Database } from '#server/db/pool.ts';
import { cityClockTable } from '#server/timer/table.ts';
import { everyMs } from '#server/timetable.ts';

/** The instant at which a statement runs, in the city's time: what every event is stamped with. */
export async function cityNow(db: Database): Promise<number> {
  const { rows } = await db.execute<{ now: Date | string }>(sql`select city_now() as now`);
  return new Date(rows[0]?.now ?? Number.NaN).getTime();
}

/**
 * The city's time between two questions to the database, for heartbeats and for what is shown. It is
 * never used to decide: only the database's clock decides.
 */
export class CityClock {
  readonly #db: Database;
  #tick: Tick = { at: 0, rate: 1 };
  #measuredAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  async start(): Promise<void> {
    await this.refresh();
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), everyMs('city clock'));
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Measures now; the round trip is halved, so the error is below half of it. */
  async refresh(): Promise<void> {
    const asked = performance.now();
    const [row] = await this.#db
      .select({ now: sql<Date>`city_now()`, rate: cityClockTable.rate })
      .from(cityClockTable)
      .where(eq(cityClockTable.id, 1));
    const answered = performance.now();
    if (!row) return;
    this.#measuredAt = (asked + answered) / 2;
    this.#tick = { at: new Date(row.now).getTime(), rate: row.rate };
  }

  /** The city's time now, and how fast it runs. */
  tick(): Tick {
    const { at, rate } = this.#tick;
    return { at: Math.round(at + (performance.now() - this.#measuredAt) * rate), rate };
  }
}

/** Sets the city's time and its rate. Only a simulated day and tests do; a real city never. */
export async function setCityClock(db: Database, cityAt: number | 'now', rate: number): Promise<void> {
  const at =
    cityAt === 'now' ? sql`clock_timestamp()` : sql`to_timestamp(${cityAt / 1000}::double precision)`;
  await db.execute(
    sql`update city_clock set real_at = clock_timestamp(), city_at = ${at}, rate = ${rate} where id = 1`,
  );
}

/** Changes how fast the city's time runs without a jump; at `rate` 0 it stands, and never later than `notAfter`. */
export async function setCityRate(db: Database, rate: number, notAfter?: number): Promise<void> {
  const now =
    notAfter === undefined
      ? sql`city_now()`
      : sql`least(city_now(), to_timestamp(${notAfter / 1000}::double precision))`;
  await db.execute(
    sql`update city_clock set real_at = clock_timestamp(), city_at = ${now}, rate = ${rate} where id = 1`,
  );
}
