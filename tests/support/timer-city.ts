import { eq, sql } from 'drizzle-orm';
import type { Case } from '#domain/case/case.ts';
import type { Event } from '#domain/audit/event.ts';
import { eventTable } from '#server/audit/table.ts';
import { findCase } from '#server/case/file.ts';
import { setCityClock } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import { openPool } from '#server/db/pool.ts';
import type { Alarm } from '#server/timer/hold.ts';
import { keepRules } from '#server/timer/rules.ts';
import { Sweeper } from '#server/timer/sweeper.ts';
import { effectTable, timerTable } from '#server/timer/table.ts';
import { GARBAGE, WatchedCity } from './watched-city.ts';

/** What a process that fires timers has told so far. */
export interface Process {
  desk: Desk;
  alarms: Parameters<Alarm>[0][];
  faults: unknown[];
  stop: () => Promise<void>;
}

/** A city in which nothing fires until the test sweeps, or starts processes that do. */
export class TimerCity {
  readonly watched: WatchedCity;
  #processes: Process[] = [];

  private constructor(watched: WatchedCity) {
    this.watched = watched;
  }

  static async open(at?: string): Promise<TimerCity> {
    return new TimerCity(await WatchedCity.open(at));
  }

  get db() {
    return this.watched.city.db;
  }

  get desk(): Desk {
    return this.watched.city.desk;
  }

  /** A process with connections of its own. @param steadyMs the clock that nobody can set, for one that differs from the machine's */
  async process(steadyMs?: () => number): Promise<Process> {
    const pool = openPool({ connectionString: this.watched.city.url }, () => undefined, 4);
    const told: Pick<Process, 'alarms' | 'faults'> = { alarms: [], faults: [] };
    let sweeper: Sweeper | undefined = undefined as Sweeper | undefined;
    const committed = (nextAt: number): void => sweeper?.expect(nextAt);
    const desk = { ...this.desk, db: pool.db, rules: await keepRules(pool.db), committed };
    sweeper = new Sweeper({
      desk,
      onFault: (fault) => told.faults.push(fault),
      onAlarm: (alarm) => told.alarms.push(alarm),
      ...(steadyMs ? { steadyMs } : {}),
    });
    const opened: Process = {
      ...{ desk, ...told },
      stop: async () => {
        await sweeper.stop();
        await pool.end();
        this.#processes = this.#processes.filter((one) => one !== opened);
      },
    };
    this.#processes.push(opened);
    return opened;
  }

  /** A case that waits for a signature. */
  async dispatched(): Promise<string> {
    const id = await this.watched.report(0, GARBAGE);
    await this.watched.act('ps-dispatch-1', 'case.accept', { matterCode: GARBAGE }, id);
    const recipients = [{ departmentId: '440310005-municipal', part: 'lead' }];
    await this.watched.act('ps-dispatch-1', 'case.dispatch', { recipients }, id);
    return id;
  }

  async case(id: string): Promise<Case> {
    const found = await findCase(this.db, id);
    if (!found) throw new Error(`no case ${id}`);
    return found;
  }

  async eventsOf(id: string): Promise<Event[]> {
    const rows = await this.db
      .select({ body: eventTable.body })
      .from(eventTable)
      .where(eq(eventTable.caseId, id))
      .orderBy(eventTable.eid);
    return rows.map(({ body }) => body);
  }

  rows(id: string): Promise<(typeof timerTable.$inferSelect)[]> {
    return this.db.select().from(timerTable).where(eq(timerTable.caseId, id)).orderBy(timerTable.fireAt);
  }

  /** The city's time jumps, as when nothing of the system ran meanwhile. */
  jump(to: number): Promise<void> {
    return setCityClock(this.db, to, 0);
  }

  /** Effects without a timer that fired, and timers that fired without an effect. */
  async unpaired(): Promise<number> {
    const { rows } = await this.db.execute<{ n: string }>(sql`
      select count(*) as n from (select id from ${timerTable} where state = 'fired') t
      full join ${effectTable} e on e.timer_id = t.id where e.timer_id is null or t.id is null`);
    return Number(rows[0]?.n);
  }

  /** How many are armed and past their instant. */
  due(): Promise<number> {
    return this.db.$count(timerTable, sql`state = 'armed' and fire_at <= (select city_now())`);
  }

  async close(): Promise<void> {
    for (const one of this.#processes) await one.stop();
    await this.watched.close();
  }
}
