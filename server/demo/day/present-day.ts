import { max, sql } from 'drizzle-orm';
import { DAY_MS, dayName, dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { eventTable } from '#server/audit/table.ts';
import { cityNow, setCityClock } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { faultOf } from '#server/log.ts';
import type { Act } from './act.ts';
import { Cast } from './cast.ts';
import { HOUR } from './hours.ts';
import { LiveDay } from './live.ts';
import { planDay } from './plan.ts';
import { SEED, type PreparedDay, type Preparing, type Running } from './prepared.ts';
import { resumed } from './resume.ts';
import { Schedule } from './schedule.ts';
import { playStepping } from './stepping.ts';
import { scaled } from './targets.ts';

/** 坪山区, at a tenth of the city's day: some ninety accepted by the middle of the afternoon. */
export const DISTRICT = '440310';
const SHARE = 0.1;
/** The evening before is played too, so that the night has what it left. */
const EVENING_MS = 20 * HOUR;
/** The next day is planned this long before it begins. */
const AHEAD_MS = 2 * HOUR;
/** So many days after it began at most, a case is over in the plan. */
const LASTS_DAYS = 5;

/** All that begins on one day of the living demonstration; some of it ends on the days after. */
export function presentActs(day: number, { city, borders }: Pick<Preparing, 'city' | 'borders'>): Act[] {
  const date = dayName(dayNumber(day));
  const plan = { seed: SEED, date, city, borders, scope: DISTRICT, targets: scaled(SHARE) };
  return planDay({ ...plan, backlog: true, living: true });
}

/** The first day of an installation: its own acts with the backlog, and what the evening before handed on. */
export function firstDayActs(day: number, preparing: Pick<Preparing, 'city' | 'borders'>): Act[] {
  const before = day - DAY_MS;
  const lives = Map.groupBy(presentActs(before, preparing), ({ life }) => life);
  const evening = [...lives.values()].filter((acts) => {
    const [first, last] = [acts.at(0)?.at ?? 0, acts.at(-1)?.at ?? 0];
    const isOrder = acts.some(({ intent }) => intent.type === 'order.draft');
    return first >= before + EVENING_MS || (isOrder && first >= before && last > day);
  });
  return [...evening.flat(), ...presentActs(day, preparing)].sort((a, b) => a.at - b.at);
}

/**
 * At the first start the hours before now are played at once; at every later one nothing is: what had begun
 * goes on, and the clocks that ran out meanwhile fire.
 */
export async function preparePresentDay(preparing: Preparing): Promise<PreparedDay> {
  const { desk, city, speed, signal } = preparing;
  const cast = new Cast(desk, SEED, city.people);
  const began = await lastInstant(desk.db);
  if (began === undefined) {
    const now = await realNow(desk.db);
    const acts = firstDayActs(startOf(now), preparing);
    const tally = await playStepping(cast, acts, now, signal);
    await setCityClock(desk.db, 'now', speed);
    const left = acts.filter((act) => act.at > now);
    return { remark: `${tally.done} 步 acts`, start: (on) => start(cast, left, startOf(now), preparing, on) };
  }
  const now = Math.max(await realNow(desk.db), began);
  await setCityClock(desk.db, now, speed);
  return goOn(cast, began, now, preparing);
}

/** Goes on where another process stopped playing: the city's clock runs meanwhile, and is left alone. */
export async function takeOverPresentDay(preparing: Preparing): Promise<PreparedDay> {
  const { desk, city } = preparing;
  const now = await cityNow(desk.db);
  return goOn(new Cast(desk, SEED, city.people), now, now, preparing);
}

/** @param stoppedAt the instant from which on nothing of what was planned has taken place */
async function goOn(cast: Cast, stoppedAt: number, now: number, preparing: Preparing): Promise<PreparedDay> {
  const acts = daysToResume(stoppedAt, now).flatMap((day) => presentActs(day, preparing));
  const left = resumed(acts, await cast.recall(acts.filter((act) => act.at <= stoppedAt)), now);
  return {
    remark: `${left.length} 步待续 acts to come`,
    start: (on) => start(cast, left, startOf(now), preparing, on),
  };
}

const startOf = (at: number): number => dayStart(dayNumber(at));

async function realNow(db: Database): Promise<number> {
  const { rows } = await db.execute<{ now: string | Date }>(sql`select clock_timestamp() as now`);
  return new Date(rows[0]?.now ?? Number.NaN).getTime();
}

/** The instant of the last event; undefined in an installation in which nothing has happened yet. */
async function lastInstant(db: Database): Promise<number | undefined> {
  const [row] = await db.select({ at: max(eventTable.at) }).from(eventTable);
  return row?.at ?? undefined;
}

/** The days whose cases may be unfinished: those before the stop, and those whose orders may be open now. */
function daysToResume(stoppedAt: number, now: number): number[] {
  const [last, today] = [startOf(stoppedAt), startOf(now)];
  const before = Array.from({ length: LASTS_DAYS + 1 }, (_, n) => last - n * DAY_MS);
  return [...new Set([...before, today - DAY_MS, today])].sort((a, b) => a - b);
}

/** Goes on from now, and plans each next day before it begins. */
async function start(
  cast: Cast,
  left: readonly Act[],
  today: number,
  preparing: Preparing,
  { desk, tick, tellTime, log }: Running,
): Promise<{ stop: () => Promise<void> }> {
  await tellTime();
  let planned = today;
  const more = (now: number): readonly Act[] => {
    if (now < planned + DAY_MS - AHEAD_MS) return [];
    planned += DAY_MS;
    // The backlog of a first day is what earlier days left over; from the second day on there are such days.
    return presentActs(planned, preparing).filter((act) => !isBacklog(act));
  };
  return new LiveDay({
    ...{ cast: cast.at(desk), schedule: new Schedule(left), tick, more },
    onFault: (fault) => log.error(faultOf(fault), 'day'),
  });
}

export const isBacklog = ({ life }: Act): boolean => life.includes(' backlog ');
