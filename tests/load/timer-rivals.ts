import { Logger, run, type WorkerUtils, makeWorkerUtils } from 'graphile-worker';
import pg from 'pg';

/** Another way to fire: the same number armed, and what is due fires into an effect and an event. */
export interface Rival {
  name: string;
  arm: (armed: number) => Promise<void>;
  /** `due` more, evenly over a second from `from` on, or all at that instant. */
  add: (due: number, from: Date, overMs: number) => Promise<void>;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  close: () => Promise<void>;
  /** How many have fired that were added. */
  fired: () => Promise<number>;
  /** Milliseconds from the instant to the commit, of those due from this instant on. */
  lateness: (from: Date) => Promise<number[]>;
}

const LATENESS = `select extract(epoch from pg_xact_commit_timestamp(xmin) - fire_at) * 1000 as ms from effect where fire_at >= $1`;
const SPREAD = `$2::timestamptz + n * interval '1 millisecond' * $3::float8 / $1`;

/** What both rivals fire into; the effect's key forbids a second firing. */
const TABLES = `
  create table effect (id bigint primary key, fire_at timestamptz not null);
  create table event (eid bigserial primary key, at timestamptz not null, body jsonb not null);
  create index on event (at);`;
const EVENT = `jsonb_build_object('type', 'timer.breached', 'subject', md5(id::text), 'clock', 'sign', 'step', 'red', 'overdueBySystem', false)`;

async function common(
  url: string,
): Promise<{ pool: pg.Pool; fired: Rival['fired']; lateness: Rival['lateness'] }> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await pool.query(TABLES);
  return {
    pool,
    fired: async () => Number((await pool.query('select count(*) from effect')).rows[0]?.count),
    lateness: async (from) => (await pool.query(LATENESS, [from])).rows.map(({ ms }) => Number(ms)),
  };
}

/**
 * The limit: one autocommit statement that locks, marks and writes the effect and the event, and nothing of a case,
 * its rules, its next timers or a feed.
 */
export async function openBare(url: string): Promise<Rival> {
  const { pool, fired, lateness } = await common(url);
  await pool.query(`
    create table timer (id bigserial primary key, fire_at timestamptz not null, state text not null default 'armed', fired_at timestamptz);
    create index on timer (fire_at) where state = 'armed';`);
  const FIRE = `with due as (
      select id from timer where state = 'armed' and fire_at <= now() order by fire_at limit 50 for update skip locked
    ), fired as (
      update timer set state = 'fired', fired_at = clock_timestamp() from due where timer.id = due.id returning timer.id, timer.fire_at
    ), effects as (insert into effect select id, fire_at from fired)
    insert into event (at, body) select clock_timestamp(), ${EVENT} from fired`;
  const NEXT = `select extract(epoch from (select min(fire_at) from timer where state = 'armed') - clock_timestamp()) * 1000 as ms`;
  let running = false;
  let loop = Promise.resolve();
  const turn = async (): Promise<void> => {
    while (running) {
      while (((await pool.query(FIRE)).rowCount ?? 0) > 0);
      const wait = Number((await pool.query(NEXT)).rows[0]?.ms ?? 250);
      await new Promise((done) => setTimeout(done, Math.max(1, Math.min(250, wait))));
    }
  };
  return {
    name: 'bare SQL',
    ...{ fired, lateness },
    arm: async (armed) => {
      await pool.query(
        `insert into timer (fire_at) select now() + interval '30 days' from generate_series(1, $1::int)`,
        [armed],
      );
      await pool.query('vacuum analyze timer');
    },
    add: async (due, from, overMs) => {
      await pool.query(
        `insert into timer (fire_at) select ${SPREAD} from generate_series(0, $1::int - 1) n`,
        [due, from, overMs],
      );
    },
    start: () => {
      running = true;
      loop = turn();
      return Promise.resolve();
    },
    stop: async () => {
      running = false;
      await loop;
    },
    close: () => pool.end(),
  };
}

/**
 * graphile-worker, whose job writes the same effect and event in one statement.
 * @param pollInterval milliseconds between its looks for jobs of the future; null for its own default
 */
export async function openGraphile(url: string, name: string, pollInterval: number | null): Promise<Rival> {
  const { pool, fired, lateness } = await common(url);
  const logger = new Logger(() => () => undefined);
  const utils: WorkerUtils = await makeWorkerUtils({ connectionString: url, logger });
  await utils.migrate();
  const FIRE = `with effects as (insert into effect values ($1, $2) returning id)
    insert into event (at, body) select clock_timestamp(), ${EVENT} from effects`;
  const ADD = `select graphile_worker.add_jobs(array_agg(
      ('fire', json_build_object('id', $4::bigint + n, 'at', ${SPREAD}), null, ${SPREAD}, null, null, null, null)::graphile_worker.job_spec))
    from generate_series(0, $1::int - 1) n`;
  let runner: Awaited<ReturnType<typeof run>> | undefined;
  let added = 0;
  const add: Rival['add'] = async (due, from, overMs) => {
    await pool.query(ADD, [due, from, overMs, added]);
    added += due;
  };
  return {
    name,
    ...{ fired, lateness, add },
    arm: async (armed) => {
      for (let left = armed; left > 0; left -= 10_000) {
        await add(Math.min(left, 10_000), new Date(Date.now() + 30 * 86_400_000), 0);
      }
      await pool.query('vacuum analyze graphile_worker._private_jobs');
    },
    start: async () => {
      runner = await run({
        ...{ connectionString: url, logger, concurrency: 10, maxPoolSize: 12, noHandleSignals: true },
        ...(pollInterval === null ? {} : { pollInterval }),
        taskList: {
          fire: async (payload, { query }) => {
            const { id, at } = payload as { id: number; at: string };
            await query(FIRE, [id, at]);
          },
        },
      });
    },
    stop: async () => {
      await runner?.stop();
    },
    close: async () => {
      await utils.release();
      await pool.end();
    },
  };
}
