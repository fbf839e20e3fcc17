import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { isRefusal } from '#domain/refusal.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';
import type { Viewer } from '#server/access/actor.ts';
import { openPool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { Cast } from '#server/demo/day/cast.ts';
import { planDay } from '#server/demo/day/plan.ts';
import { CITY } from '#server/demo/day/past-day.ts';
import { Random } from '#server/demo/day/random.ts';
import { playStepping } from '#server/demo/day/stepping.ts';
import { scaled } from '#server/demo/day/targets.ts';
import { ask } from '#server/door/ask.ts';
import type { Inside } from '#server/door/entry.ts';
import { makeMoments } from '#server/moment/make.ts';
import { momentTable } from '#server/moment/table.ts';
import { emptyCity, type EmptyCity } from '../support/played-day.ts';
import { onClient, openBenchCluster } from './cluster.ts';
import { quantile } from './search.ts';

const DATE = '2021-07-23';
const DAY = Date.parse(`${DATE}T00:00:00+08:00`);
/** The report's day has 11,300 events. */
const SHARE = 1.1;
const WALL: Viewer = { kind: 'device', id: 'bench', areaCode: CITY };

/**
 * A jump to any instant of a city's busy day: asked at the door as its wall, behind the policies of rows, written out as
 * JSON and read again; from moments and, in the same run, from the whole log.
 */
export async function rewind(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      share: { type: 'string', default: String(SHARE) },
      jumps: { type: 'string', default: '100' },
      seed: { type: 'string', default: 'rewind' },
    },
  });
  const tearDown = await openBenchCluster();
  const city = await emptyCity('2021-07-01T00:00:00+08:00');
  const askers = openPool({ connectionString: city.url }, console.error, 2, DATABASE_ROLES.asker);
  try {
    const begun = performance.now();
    await play(city, Number(values.share), values.seed);
    console.log(`${DATE} played in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
    const making = performance.now();
    const moments = await makeMoments(city.db, 100_000);
    const makingMs = performance.now() - making;
    await onClient(city.url, (client) => client.query('vacuum analyze'));
    const inside = { desk: { ...city.desk, askers: askers.db } } as unknown as Inside;
    const jump = async (at: number): Promise<{ ms: number; bytes: number; cases: number }> => {
      const asked = performance.now();
      const stood = await ask(inside, WALL, 'moment.read', { area: CITY, at: String(Math.round(at)) });
      if (isRefusal(stood)) throw new Error(stood.refused);
      const told = JSON.stringify(stood);
      const { cases } = JSON.parse(told) as typeof stood;
      return { ms: performance.now() - asked, bytes: told.length, cases: cases.length };
    };
    const random = new Random(values.seed);
    const jumps = [];
    for (let n = 0; n < Number(values.jumps); n += 1) jumps.push(await jump(DAY + random.between(0, DAY_MS)));
    const size = await sizes(city);
    await city.db.delete(momentTable);
    const whole = [];
    for (let n = 0; n < 10; n += 1) whole.push((await jump(DAY + random.between(0, DAY_MS))).ms);
    const took = jumps.map(({ ms }) => ms);
    const line = {
      bench: 'rewind',
      events: size.events,
      cases_max: Math.max(...jumps.map(({ cases }) => cases)),
      jump_p50_ms: round(quantile(took, 0.5)),
      jump_p95_ms: round(quantile(took, 0.95)),
      jump_max_ms: round(Math.max(...took)),
      full_fold_ms: round(quantile(whole, 0.5)),
      moments,
      moment_ms: round(makingMs / moments),
      kept_share: Number((size.kept / size.log).toFixed(3)),
    };
    console.log(
      `a jump into a day of ${line.events} events, ${took.length} instants, seed ${values.seed} (limit 500 ms)`,
    );
    console.log(
      `  from moments    p50 ${line.jump_p50_ms}  p95 ${line.jump_p95_ms}  max ${line.jump_max_ms} ms`,
    );
    console.log(
      `  from the log    p50 ${line.full_fold_ms} ms, up to ${line.cases_max} cases, ${round(Math.max(...jumps.map(({ bytes }) => bytes)) / 1e6)} MB`,
    );
    console.log(
      `  ${moments} moments, ${line.moment_ms} ms each, take ${round(size.kept / 1e6)} MB beside ${round(size.log / 1e6)} MB of log`,
    );
    return line;
  } finally {
    await askers.end();
    await city.drop();
    await tearDown();
  }
}

async function play({ desk, city, borders }: EmptyCity, share: number, seed: string): Promise<void> {
  const plan = { date: DATE, scope: CITY, targets: scaled(share), backlog: true, living: false };
  const acts = planDay({ ...plan, seed, city, borders });
  await playStepping(new Cast(desk, seed, city.people), acts, DAY + DAY_MS + 3_600_000);
}

/** Bytes of the moments and of the log with its numbers, and how many events the day has. */
async function sizes({ db }: EmptyCity): Promise<{ events: number; kept: number; log: number }> {
  const { rows } = await db.execute<{ events: number; kept: number; log: number }>(sql`
    select (select count(*)::int from event where at >= ${new Date(DAY).toISOString()} and at < ${new Date(DAY + DAY_MS).toISOString()}) as events,
      (pg_total_relation_size('moment') + pg_total_relation_size('moment_case'))::float8 as kept,
      (pg_total_relation_size('event') + pg_total_relation_size('feed'))::float8 as log`);
  if (!rows[0]) throw new Error('no sizes');
  return rows[0];
}

const round = (n: number): number => Number(n.toFixed(1));
