import { setTimeout as pause } from 'node:timers/promises';
import { setCityClock } from '#server/clock.ts';
import type { Act } from '../../load/crowd/life.ts';
import type { City } from '../city.ts';
import { dueNow, latenessOf } from '../lateness.ts';
import { close, figure, type Row } from '../row.ts';
import { within, type Stage } from '../stage.ts';

/** How long before a wave the city's time begins to run. */
const LEAD_MS = 1_500;
/** Of so many dispatched cases the largest waves have some two thousand timers. */
const CASES = 950;
/** They are dispatched in so many parts, each at an instant of its own, so that what is due of them is due within a second. */
const PARTS = 20;
/** What is due so soon after the first belongs to the same wave. */
const WAVE_MS = 1_500;
/** Waves of one round: signing, contact and their escalations; in a part of the suite signing and the first after it. */
const WAVES = { all: 9, least: 4 };
/** Signatures race when their own limit runs out, and in one of the largest waves: what is due there is told a delay for the second time. */
const RACED = [1, 3];
/** So many people sign at once. */
const RACERS = 300;

export const timerWave: Row = {
  n: 7,
  name: 'a wave of timers',
  fault: '2,000 timers due in one second, signatures racing at ±50 ms',
  bound: 'none double or lost; late p99 ≤ 1 s',
  run: (stage) =>
    within(stage.timed(), async (city) => {
      const late: Record<'second' | 'instant', number[]> = { second: [], instant: [] };
      const notes: string[] = [];
      const begin = Date.now();
      for (let round = 0; round < stage.times(4, 1); round += 1) {
        const kind = round % 2 === 0 ? 'second' : 'instant';
        // Each round on a morning of its own, so that its waves meet nobody else's.
        const morning = begin + round * 24 * 3_600_000;
        const parts = kind === 'second' ? PARTS : 1;
        const signatures = await dispatchIn(city, parts, stage.times(CASES, 40), morning);
        for (let wave = 0; wave < stage.times(WAVES.all, WAVES.least); wave += 1) {
          const raced = RACED.includes(wave) ? signatures.splice(0, stage.times(RACERS, 20)) : [];
          const { p99, n, spanMs, accepted } = await rollWave(city, stage, raced, wave % 3 === 2);
          if (n > 0) late[kind].push(p99);
          notes.push(
            `wave of ${n} timers within ${spanMs.toFixed(0)} ms, ${raced.length} signatures racing (${accepted} accepted): late p99 ${p99.toFixed(0)} ms`,
          );
        }
      }
      await setCityClock(city.pool.db, begin + 100 * 24 * 3_600_000, 0);
      while ((await dueNow(city.pool)) > 0) await pause(200);
      if (late.instant.length > 0)
        notes.push(
          `due in one instant: late p99 (the worst wave) ${Math.max(...late.instant).toFixed(0)} ms`,
        );
      const faults = late.second.length > 0 ? [] : ['nothing was due: nothing was tried'];
      return close(
        city,
        [figure('late, p99 (the worst wave)', Math.max(...late.second), 1_000)],
        faults,
        notes,
      );
    }),
};

/** Cases that wait for their signatures, dispatched at so many instants of one second, between which the city's time stands. */
async function dispatchIn(city: City, parts: number, cases: number, morning: number): Promise<Act[]> {
  const signatures: Act[] = [];
  for (let part = 0; part < parts; part += 1) {
    await setCityClock(city.pool.db, morning + (part * 1_000) / parts, 0);
    signatures.push(...(await city.crowd.dispatchMany(Math.ceil(cases / parts))));
  }
  return signatures;
}

/** Lets the city's time run through the next timers that are due together, and says how late they were; a process may be killed in the middle. */
async function rollWave(city: City, stage: Stage, raced: readonly Act[], killing: boolean) {
  const due = await nextWave(city);
  if (due.size === 0) return { p99: 0, n: 0, spanMs: 0, accepted: 0 };
  const at = Math.min(...due.values());
  const spanMs = Math.max(...due.values()) - at;
  await setCityClock(city.pool.db, at - LEAD_MS, 1);
  const strikes = Date.now() + LEAD_MS;
  // Each at the end of its own limit.
  const acts = raced.map((act) => ({
    act,
    at: strikes + (due.get(act.caseId ?? '') ?? at) - at + stage.random.between(-50, 50),
  }));
  const racing = city.crowd.sendAt(acts);
  const victim = killing ? stage.random.pick(city.servers) : undefined;
  await pause(LEAD_MS + spanMs / 2 + 100);
  await victim?.signal('SIGKILL');
  await pause(spanMs / 2 + 900);
  for (const since = performance.now(); performance.now() - since < 60_000;) {
    if ((await dueNow(city.pool)) === 0) break;
    await pause(100);
  }
  const accepted = (await racing).filter(({ fate }) => fate === 'accepted').length;
  await victim?.start();
  const { p99, n } = await latenessOf(city.pool, 1, at);
  return { p99, n, spanMs, accepted };
}

/** When the next timer of each case is due, of all that are due together, in milliseconds of the city's time. */
async function nextWave(city: City): Promise<Map<string, number>> {
  const { rows } = await city.pool.raw.query<{ caseId: string; at: number }>(
    `select case_id as "caseId", (extract(epoch from min(fire_at)) * 1000)::float8 as at from timer where state = 'armed'
     group by case_id having min(fire_at) < (select min(fire_at) from timer where state = 'armed') + $1 * interval '1 millisecond'`,
    [WAVE_MS],
  );
  return new Map(rows.map(({ caseId, at }) => [caseId, at]));
}
