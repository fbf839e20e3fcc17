import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { City, openCluster } from '../fault/city.ts';
import { parentOf, postgresCpuMs, processCpuMs } from './postgres-cpu.ts';
import { median, round } from './push/figures.ts';

/** What one command costs: commands a second, and milliseconds of processor time of whoever answers it. */
interface Cost {
  perSecond: number;
  ownMs: number;
  postgresMs: number;
}

/**
 * What a command costs: people of a district act as fast as they are answered, over HTTP, before one process as an
 * installation runs it. Alternating in the same run the limit: the same rows (the command's id, an event with its number in the
 * feed, the case) written by one planned statement each, with nothing asked and nothing decided.
 */
export async function commands(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      commands: { type: 'string', default: '2000' },
      together: { type: 'string', default: '16' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [n, together, rounds] = [values.commands, values.together, values.rounds].map(Number) as [
    number,
    number,
    number,
  ];
  const postgres = await openCluster();
  try {
    const city = await City.open(postgres, { servers: 1, screens: 0, seed: 'commands' });
    const clients = new pg.Pool({ connectionString: postgres.urlOf(city.database), max: together });
    try {
      const { rows } = await clients.query<{ pid: number }>('select pg_backend_pid() as pid');
      const postmaster = parentOf(rows[0]!.pid);
      const act = async (): Promise<void> => {
        await city.crowd.burst(together, n);
        await city.crowd.pause();
      };
      const serverMs = (): number => processCpuMs(city.servers[0]!.pid);
      const bare = await bareWrites(clients, together);
      // Before anything is measured, all that is compiled and planned once.
      await act();
      const ours: Cost[] = [];
      const limit: Cost[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push(await costOf(n, act, serverMs, postmaster));
        limit.push(await costOf(n, () => bare(n), ownMs, postmaster));
      }
      return print(n, together, middle(ours), middle(limit));
    } finally {
      await clients.end();
      await city.close();
    }
  } finally {
    await postgres.remove();
  }
}

async function costOf(
  n: number,
  work: () => Promise<void>,
  cpuMs: () => number,
  postmaster: number,
): Promise<Cost> {
  const [own, postgres, begun] = [cpuMs(), postgresCpuMs(postmaster), performance.now()];
  await work();
  const seconds = (performance.now() - begun) / 1_000;
  return {
    perSecond: n / seconds,
    ownMs: (cpuMs() - own) / n,
    postgresMs: (postgresCpuMs(postmaster) - postgres) / n,
  };
}

const ownMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** Writes rows like those of an act on a case that is there, so many at a time. */
async function bareWrites(clients: pg.Pool, together: number): Promise<(n: number) => Promise<void>> {
  const text = `
    with told as (insert into command (id, actor, type, request_hash, result, at)
        values ($1::uuid, 'bare', 'case.record', $1::uuid::text, $5, city_now())),
      logged as (insert into event (command_id, case_id, version, type, at, body, before, after)
        values ($1::uuid, $2::uuid, $3::integer, 'case.recorded', city_now(), $4::jsonb, $6::jsonb, $6::jsonb))
    update "case" set version = $3::integer, body = $7::jsonb where id = $2::uuid`;
  return async (n) => {
    const cases = await clients.query<{
      id: string;
      version: number;
      body: object;
      log: object;
      scope: object;
    }>(
      `select c.id, c.version, c.body, e.body as log, e.after as scope from "case" c
       join lateral (select body, after from event where case_id = c.id order by eid desc limit 1) e on true
       order by c.id limit $1`,
      [together],
    );
    let left = n;
    const worker = async ({ id, version, body, log, scope }: (typeof cases.rows)[number]): Promise<void> => {
      const client = await clients.connect();
      try {
        while ((left -= 1) >= 0) {
          const result = { caseId: id, version };
          const values = [randomUUID(), id, version, log, result, scope, body];
          await client.query({ name: 'bare', text, values });
        }
      } finally {
        client.release();
      }
    };
    await Promise.all(cases.rows.map(worker));
  };
}

const middle = (costs: readonly Cost[]): Cost => ({
  perSecond: median(costs.map(({ perSecond }) => perSecond)),
  ownMs: median(costs.map((cost) => cost.ownMs)),
  postgresMs: median(costs.map(({ postgresMs }) => postgresMs)),
});

function print(n: number, together: number, ours: Cost, limit: Cost): object {
  console.log(`commands: ${n} a round, ${together} at a time, medians; ms of processor time a command`);
  console.log('                                  a second   process  Postgres');
  const lines: [string, Cost][] = [
    ['over HTTP, one process', ours],
    ['bare statements (limit)', limit],
  ];
  for (const [name, { perSecond, ownMs: own, postgresMs }] of lines) {
    const cells = [perSecond.toFixed(0), own.toFixed(2), postgresMs.toFixed(2)];
    console.log(name.padEnd(32) + cells.map((cell) => cell.padStart(10)).join(''));
  }
  return {
    bench: 'commands',
    ...{ commands: n, together },
    per_second: Math.round(ours.perSecond),
    process_ms: round(ours.ownMs),
    postgres_ms: round(ours.postgresMs),
    ratios: { postgres_vs_bare: round(ours.postgresMs / limit.postgresMs) },
  };
}
