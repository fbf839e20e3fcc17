import { parseArgs } from 'node:util';
import type { View } from '#domain/board/view.ts';
import { openPool, type Pool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { transaction } from '#server/db/transaction.ts';
import { takeDigest, takeSnapshot } from '#server/feed/snapshot.ts';
import { findCase } from '#server/case/file.ts';
import { emptyCity } from '../support/played-day.ts';
import { fillArchive } from './archive.ts';
import { onClient, openBenchCluster } from './cluster.ts';
import { livedCase, quantile } from './search.ts';

const HOME = '440310';
const DISTRICTS = ['440303', '440304', '440305', '440306', '440307', '440308', '440309', '440311'];

const VIEWS: Record<string, View> = {
  district: { areas: [HOME], departments: [] },
  community: { areas: ['440310005004'], departments: [] },
  department: { areas: [], departments: ['440310005-municipal'] },
};

/**
 * What the policies of rows cost: the queue of a district, of a community and of a department (a board's snapshot, its
 * digest, one case), as whoever asks and, alternating in the same run, as the owner whom no policy binds.
 */
export async function rows(argv: string[]): Promise<object> {
  const { values } = parseArgs({
    args: argv,
    options: {
      cases: { type: 'string', default: '100000' },
      open: { type: 'string', default: '10000' },
      rounds: { type: 'string', default: '60' },
    },
  });
  const [cases, open, rounds] = [Number(values.cases), Number(values.open), Number(values.rounds)];
  const tearDown = await openBenchCluster();
  const city = await emptyCity('2021-07-01T08:00:00+08:00');
  const pools: Pool[] = [];
  try {
    const share = Math.round(cases / (DISTRICTS.length + 1));
    const shares = new Map([HOME, ...DISTRICTS].map((code) => [code, share] as const));
    const template = await livedCase(city);
    await fillArchive(city, { seed: 'rows', shares, template, home: HOME });
    await onClient(city.url, async (client) => {
      await client.query(
        `update "case" set closed_at = null where id in (select id from "case" order by md5(id::text) limit $1)`,
        [open],
      );
      await client.query('vacuum full analyze "case"');
    });
    const connection = { connectionString: city.url };
    const owner = openPool(connection, console.error, 2);
    const askers = openPool(connection, console.error, 2, DATABASE_ROLES.asker);
    pools.push(owner, askers);
    console.log(`policies of rows: ${cases} cases, ${open} of them open, ${rounds} rounds, ms p50`);
    console.log('                            without     with    ratio');
    const ratios: Record<string, number> = {};
    const compare = async (name: string, work: (pool: Pool) => Promise<unknown>): Promise<void> => {
      const took: [number[], number[]] = [[], []];
      for (let n = 0; n < rounds * 2; n += 1) {
        const which = (n + Math.floor(n / 2)) % 2;
        const begun = performance.now();
        await work(which === 0 ? owner : askers);
        if (n > 3) took[which === 0 ? 0 : 1].push(performance.now() - begun);
      }
      const [without, behind] = took.map((one) => quantile(one, 0.5)) as [number, number];
      ratios[name] = Number((behind / without).toFixed(2));
      const cells = [without.toFixed(2), behind.toFixed(2), ratios[name].toFixed(2)];
      console.log(name.padEnd(26) + cells.map((cell) => cell.padStart(9)).join(''));
    };
    for (const [name, view] of Object.entries(VIEWS)) {
      await compare(`${name} queue`, ({ db }) => takeSnapshot(db, view));
      await compare(`${name} digest`, ({ db }) => takeDigest(db, view));
    }
    const { id } = template;
    await compare('one case', ({ db }) =>
      transaction(db, (tx) => findCase(tx, id), 'read', VIEWS['district']),
    );
    return { bench: 'rows', cases, open, ratios };
  } finally {
    for (const pool of pools) await pool.end();
    await city.drop();
    await tearDown();
  }
}
