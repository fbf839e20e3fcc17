import { drizzle } from 'drizzle-orm/node-postgres';
import { emptyCity } from '../support/played-day.ts';
import { openBenchCluster } from './cluster.ts';
import { caseDue, fill, waitingCase } from './timer-city.ts';
import { setCityClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { sweep } from '#server/timer/sweep.ts';
import pg from 'pg';
const n = Number(process.argv[2] ?? 5000);
const due = Number(process.argv[3] ?? 500);
const tearDown = await openBenchCluster({ shared_preload_libraries: 'auto_explain' }).catch(async () => openBenchCluster());
const city = await emptyCity('2021-07-01T08:00:00+08:00');
try {
  await setCityClock(city.db, 'now', 1);
  const template = await waitingCase(city);
  const M = 30 * 86400000;
  await fill(city.db, Array.from({ length: n }, () => caseDue(template, Date.now() + M, M)));
  await city.db.execute('vacuum analyze');
  await fill(city.db, Array.from({ length: due }, (_, i) => caseDue(template, Date.now() - 60000 - i, M)));
  const pool = openPool({ connectionString: city.url }, console.error, 2);
  const orig = pg.Client.prototype.query as any;
  const spent = new Map<string, number[]>();
  (pg.Client.prototype as any).query = function (...a: any[]) {
    const text = typeof a[0] === 'string' ? a[0] : a[0]?.text;
    if (process.argv[4] && !(globalThis as any).done && /^\s*with (logged|due)/.test(text ?? '')) { const o = typeof a[0]==='string'? a[0] : {...a[0]}; if (/logged/.test(text)) (globalThis as any).done = true; const q = { text: 'explain (analyze, buffers, timing on) ' + text, values: a[0].values ?? a[1] }; return orig.call(this, q).then((r: any) => { console.log(r.rows.map((x: any) => x['QUERY PLAN']).join('\n').slice(0, 9000)); return /logged/.test(text) ? r : orig.apply(this, a); }); }
    const t = performance.now();
    const r = orig.apply(this, a);
    if (r && r.then) return r.then((x: any) => { const k = String(text).slice(0, 60).replace(/\s+/g, ' '); spent.set(k, [...(spent.get(k) ?? []), performance.now() - t]); return x; });
    return r;
  };
  const desk = { ...city.desk, db: pool.db };
  const { postgresCpuMs, parentOf } = await import('./postgres-cpu.ts'); const pm = parentOf((await pool.raw.query('select pg_backend_pid() as pid')).rows[0].pid); const p0 = postgresCpuMs(pm);
  const bp = (await pool.raw.query('select pg_backend_pid() as pid')).rows[0].pid; const { spawn } = await import('node:child_process'); const pf = process.env.PERF ? spawn('perf', ['record', '-F', '999', '-g', '-o', '/tmp/tscratch/perf.data', '-p', String(bp)], { stdio: 'inherit' }) : undefined; await new Promise((d) => setTimeout(d, 500));
  const t0 = performance.now(); const c0 = process.cpuUsage();
  let k = 0, f; while ((f = await sweep(desk)) > 0) k += f;
  const c = process.cpuUsage(c0); console.log('pg cpu ms', postgresCpuMs(pm) - p0);
  pf?.kill('SIGINT');
  console.log('fired', k, 'ms', performance.now() - t0, 'node cpu ms', (c.user + c.system) / 1000);
  for (const [key, v] of spent) console.log(v.length, (v.reduce((a, b) => a + b, 0) / v.length).toFixed(2), key);
  console.log((await pool.raw.query("select relname, n_tup_ins, n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where n_tup_ins>0 and relname in ('case','timer','event','feed','feed_head','effect')")).rows);
  console.log((await pool.raw.query("select avg(pg_column_size(body)), avg(length(body::text)), (select avg(length(body::text)) from event) ev from \"case\"")).rows, (await pool.raw.query("show default_toast_compression")).rows, (await pool.raw.query('show shared_buffers')).rows, (await pool.raw.query('show jit')).rows);
  await pool.end();
  if (process.argv[4]) {
    const { emptySweepBuffers } = await import('./timer-own.ts'); void emptySweepBuffers;
  }
} finally { await city.drop(); await tearDown(); }
await new Promise((d) => setTimeout(d, 100));
