import { count, sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { Case } from '#domain/case/case.ts';
import { firingsOf } from '#domain/timer/timer.ts';
import { eventTable } from '#server/audit/table.ts';
import { connectionsOf } from '#server/connections.ts';
import type { Database, Pool } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { Meters } from '#server/metrics/meters.ts';
import { readAuditKey } from '#server/audit/key.ts';
import { openEngine, type Engine } from '#server/engine.ts';
import { inspectFeed } from '#server/feed/watchdog.ts';
import { Lifecycle } from '#server/lifecycle.ts';
import { claim } from '#server/timer/claim.ts';
import { look } from '#server/timer/look.ts';
import { effectTable, timerTable } from '#server/timer/table.ts';
import { explained } from '../support/explained.ts';
import { TEST_SECRET } from '../support/running-app.ts';
import type { EmptyCity } from '../support/played-day.ts';
import { caseDue, fill } from './timer-city.ts';
import type { Rival } from './timer-rivals.ts';

const MONTH_MS = 30 * 86_400_000;

/** Our own way, whole: rules, cases, next timers, feed, tail and the rest of a process but for the screens. */
export interface Own extends Rival {
  /** Makes so many overdue in one transaction and answers how long it took from its commit until all had fired. */
  drain: (overdue: number) => Promise<Drained>;
}

export interface Drained {
  seconds: number;
  firings: number;
  events: number;
  /** Timers that were armed by what fired. */
  armed: number;
  /** Numbers of the feed and cases that do not agree; anything but 0 is a defect. */
  wrong: number;
}

export async function openOwn(city: EmptyCity, template: Case): Promise<Own> {
  const { db } = city;
  const life = new Lifecycle(console.error);
  let engine: Engine | undefined;
  return {
    name: 'Faling',
    arm: async (armed) => {
      const each = await fill(db, [caseDue(template, Date.now() + MONTH_MS, MONTH_MS)]);
      const more = Math.ceil(armed / each) - 1;
      await fill(
        db,
        Array.from({ length: more }, () => caseDue(template, Date.now() + MONTH_MS, MONTH_MS)),
      );
      for (const table of ['case', 'timer']) await db.execute(sql.raw(`vacuum analyze "${table}"`));
    },
    add: async (due, from, overMs) => {
      const at = (n: number): number => Math.floor(from.getTime() + (n * overMs) / due);
      await fill(
        db,
        Array.from({ length: due }, (_, n) => caseDue(template, at(n), MONTH_MS)),
      );
    },
    start: async () => {
      engine ??= await openEngine(
        {
          ...{ databaseUrl: city.url, secret: TEST_SECRET, life, log: pino({ level: 'error' }) },
          ...{ meters: new Meters('bench'), connections: connectionsOf(1) },
          keeping: { key: readAuditKey(TEST_SECRET, null), sink: null },
          ...{ onRows: () => undefined, onBroken: console.error, onExchanged: console.error },
        },
        () => Promise.resolve(),
      );
    },
    stop: () => Promise.resolve(),
    close: () => life.stop(),
    fired: () => db.$count(timerTable, sql`state = 'fired' and step = 'red'`),
    lateness: async (from) => {
      const { rows } = await db.execute<{ ms: string }>(sql`
        select extract(epoch from pg_xact_commit_timestamp(e.xmin) - t.fire_at) * 1000 as ms
        from effect e join timer t on t.id = e.timer_id
        where t.step = 'red' and t.fire_at >= ${from.toISOString()}`);
      return rows.map(({ ms }) => Number(ms));
    },
    drain: (overdue) => drain(db, template, overdue),
  };
}

async function drain(db: Database, template: Case, overdue: number): Promise<Drained> {
  const before = await tally(db);
  const from = Date.now() - 121_000;
  const cases = Array.from({ length: overdue }, (_, n) =>
    caseDue(template, from + (n * 60_000) / overdue, MONTH_MS),
  );
  const { rows } = await transaction(db, async (tx) => {
    await fill(tx, cases);
    return tx.execute<{ xid: string }>(sql`select pg_current_xact_id()::text as xid`);
  });
  while (await isBehind(db)) await new Promise((done) => setTimeout(done, 50));
  const { rows: spans } = await db.execute<{ seconds: string }>(sql`
    select extract(epoch from max(pg_xact_commit_timestamp(xmin)) - pg_xact_commit_timestamp(${rows[0]?.xid ?? ''}::xid)) as seconds
    from effect`);
  const after = await tally(db);
  const ids = sql.param(cases.map(({ id }) => id));
  const untouched = await db.$count(
    timerTable,
    sql`case_id = any (${ids}::uuid[]) and step = 'red' and clock = 'sign' and state <> 'fired'`,
  );
  const defects = Object.values(await inspectFeed(db)).reduce((sum, n) => sum + Math.abs(Number(n)), 0);
  return {
    seconds: Number(spans[0]?.seconds),
    firings: after.firings - before.firings,
    events: after.events - before.events,
    armed: after.timers - before.timers - armedBy(template) * overdue,
    wrong: untouched + defects,
  };
}

/** Asked as a sweep asks: to count what is armed would take a core from what is measured. */
async function isBehind(db: Database): Promise<boolean> {
  const { nextAt, now } = await look(db, []);
  return nextAt <= now;
}

async function tally(db: Database): Promise<{ firings: number; events: number; timers: number }> {
  const [events] = await db.select({ n: count() }).from(eventTable);
  return {
    firings: await db.$count(effectTable),
    events: events?.n ?? 0,
    timers: await db.$count(timerTable),
  };
}

const armedBy = (template: Case): number => firingsOf(caseDue(template, 0, 0).timers).length;

/** The pages that an empty sweep touches, by the database's own account: one look, and the claim that it saves. */
export async function emptySweepBuffers(pool: Pool): Promise<{ look: number; claim: number }> {
  const [looked, claimed] = [
    await explained(pool, (db) => look(db, [])),
    await explained(pool, (db) => claim(db, 50, [])),
  ];
  return {
    look: looked.buffers + looked.planningBuffers,
    claim: claimed.buffers + claimed.planningBuffers,
  };
}
