import { eq, sql } from 'drizzle-orm';
import type { Tick } from '#domain/feed.ts';
import { aheadBy, refine, type Offset } from '#domain/offset.ts';
import type { Database } from '#server/db/pool.ts';
import { cityClockTable } from '#server/timer/table.ts';
import { everyMs } from '#server/timetable.ts';

/** The instant at which a statement runs, in the city's time: what every event is stamped with. */
export async function cityNow(db: Database): Promise<number> {
  const { rows } = await db.execute<{ now: Date | string }>(sql`select city_now() as now`);
  return new Date(rows[0]?.now ?? Number.NaN).getTime();
}

/** The instant of a statement on both clocks, the city's and the database's own, and how fast the one runs on the other. */
export async function readClocks(db: Database): Promise<{ now: number; real: number; rate: number }> {
  const [row] = await db.select(CLOCKS).from(cityClockTable).where(eq(cityClockTable.id, 1));
  if (!row) throw new Error('the city has no clock');
  return row;
}

const msOf = (instant: string) =>
  sql<number>`(extract(epoch from ${sql.raw(instant)}) * 1000)::double precision`;
const CLOCKS = { now: msOf('city_now()'), real: msOf('clock_timestamp()'), rate: cityClockTable.rate };

/**
 * The city's time between two questions to the database, for heartbeats and for what is shown. It is
 * never used to decide: only the database's clock decides, and this machine's own is not read at all.
 */
export class CityClock {
  readonly #db: Database;
  #tick: Tick = { at: 0, rate: 1, real: 0 };
  #offset: Offset | null = null;
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

  /** Measures now: how far the database's clock is from this process' monotonic one, and how the city's runs on it. */
  async refresh(): Promise<void> {
    const asked = performance.now();
    const { now, real, rate } = await readClocks(this.#db);
    this.#offset = refine(this.#offset, { sentAt: asked, heardAt: performance.now(), remote: real });
    this.#tick = { at: now, rate, real };
  }

  /** What the database's own clock shows now, in milliseconds since 1970. */
  real(): number {
    return performance.now() + (this.#offset ? aheadBy(this.#offset) : 0);
  }

  /** The city's time now, how fast it runs, and the real time to which it belongs. */
  tick(): Tick {
    const { at, rate, real } = this.#tick;
    const now = Math.round(this.real());
    return { at: Math.round(at + (now - real) * rate), rate, real: now };
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
