import { max } from 'drizzle-orm';
import type { Flow } from '#domain/figure/flow.ts';
import { DAY_MS, dayOfName, dayStart } from '#domain/timer/calendar.ts';
import { eventTable } from '#server/audit/table.ts';
import { cityNow, setCityClock, setCityRate } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { faultOf } from '#server/log.ts';
import type { Act } from './act.ts';
import { Cast } from './cast.ts';
import { besideTargets, figuresNow } from './figures.ts';
import { HOUR, MINUTE } from './hours.ts';
import { LiveDay } from './live.ts';
import { planDay } from './plan.ts';
import { SEED, type PreparedDay, type Preparing, type Running } from './prepared.ts';
import { Schedule } from './schedule.ts';
import { playStepping } from './stepping.ts';
import { REPORT_FLOW } from './targets.ts';

/** The whole city: the four-level platform whose figures the report gives. */
export const CITY = '4403';
/** Planned acts end here; what is late is made up for while the clock stands, still on the same day. */
const LAST_ACT_MS = 23 * HOUR + 50 * MINUTE;
/** Where the city's clock stays when the day is over: a minute later its figures would begin anew. */
const STANDS_AT_MS = DAY_MS - MINUTE;
const WATCH_MS = 20;
/** A machine that cannot follow the clock holds it, or its own slowness would look like late signatures. */
const LAG_MS = 3 * MINUTE;

/** A day of the past as it is to be played, and what it has to end on. */
export interface PastPlan {
  date: string;
  scope: string;
  targets: Flow;
  acts: readonly Act[];
}

/** The report's day: every act of it, with the backlog before it, and nothing after its end. */
export function pastPlan(date: string, { city, borders }: Pick<Preparing, 'city' | 'borders'>): PastPlan {
  const plan = { date, scope: CITY, targets: REPORT_FLOW };
  const acts = planDay({ ...plan, seed: SEED, city, borders, backlog: true, living: false });
  const end = dayStart(dayOfName(date)) + LAST_ACT_MS;
  return { ...plan, acts: acts.filter((act) => act.at < end) };
}

/**
 * Makes the earlier days from which the backlog comes, and sets the clock to the day's first minute; after a
 * stop, to where the day was.
 */
export async function preparePastDay(plan: PastPlan, preparing: Preparing): Promise<PreparedDay> {
  const { desk, city, speed, signal } = preparing;
  const day = dayStart(dayOfName(plan.date));
  const cast = new Cast(desk, SEED, city.people);
  const done = await cast.recall(plan.acts);
  const earlier = plan.acts.filter((act) => act.at < day && !done.has(act));
  const tally = earlier.length > 0 ? await playStepping(cast, earlier, day, signal) : { done: 0 };
  const at = Math.max(day, Math.min(day + STANDS_AT_MS, await reached(desk.db)));
  await setCityClock(desk.db, at, 0);
  const left = plan.acts.filter((act) => act.at >= day && !done.has(act));
  return {
    remark: `${tally.done} 步 acts`,
    start: (on) => new PastDay({ plan, day, at, speed, cast: cast.at(on.desk), left }, on).begin(),
  };
}

/** Goes on where another process stopped playing: the city's clock ran on meanwhile, and is never set back. */
export async function takeOverPastDay(plan: PastPlan, preparing: Preparing): Promise<PreparedDay> {
  const { desk, city, speed } = preparing;
  const day = dayStart(dayOfName(plan.date));
  const cast = new Cast(desk, SEED, city.people);
  const done = await cast.recall(plan.acts);
  const left = plan.acts.filter((act) => act.at >= day && !done.has(act));
  const start = async (on: Running): Promise<{ stop: () => Promise<void> }> => {
    const at = Math.max(day, Math.min(day + STANDS_AT_MS, await cityNow(desk.db)));
    return new PastDay({ plan, day, at, speed, cast: cast.at(on.desk), left }, on).begin();
  };
  return { remark: `${left.length} 步待续 acts to come`, start };
}

/** The last thing that happened: the clock itself runs on while nobody is there. */
async function reached(db: Database): Promise<number> {
  const [row] = await db.select({ at: max(eventTable.at) }).from(eventTable);
  return row?.at ?? Number.NEGATIVE_INFINITY;
}

interface Played {
  plan: PastPlan;
  day: number;
  at: number;
  speed: number;
  cast: Cast;
  left: readonly Act[];
}

/** The day as it is played before everybody's eyes. */
class PastDay {
  readonly #played: Played;
  readonly #on: Running;
  readonly #schedule: Schedule;
  #watch: NodeJS.Timeout | undefined;
  #state: 'runs' | 'stands' | 'over' = 'runs';
  #held = false;

  constructor(played: Played, on: Running) {
    this.#played = played;
    this.#on = on;
    this.#schedule = new Schedule(played.left);
  }

  async begin(): Promise<{ stop: () => Promise<void> }> {
    const { cast, at, speed } = this.#played;
    const { tick, log } = this.#on;
    const onFault = (fault: unknown): void => log.error(faultOf(fault), 'day');
    await this.#set(at, speed);
    // On its own timer: a day that cannot keep up must not slip past midnight while it is busy.
    this.#watch = setInterval(() => void this.#holdAtEnd().catch(onFault), WATCH_MS);
    const live = new LiveDay({
      cast,
      tick,
      onFault,
      schedule: this.#schedule,
      more: (now) => this.#between(now),
    });
    return {
      stop: async () => {
        clearInterval(this.#watch);
        await live.stop();
        if (this.#state === 'runs') await this.#rate(0);
      },
    };
  }

  async #set(at: number, rate: number): Promise<void> {
    await setCityClock(this.#on.desk.db, at, rate);
    await this.#on.tellTime();
  }

  async #rate(rate: number): Promise<void> {
    await setCityRate(this.#on.desk.db, rate, this.#played.day + STANDS_AT_MS);
    await this.#on.tellTime();
  }

  async #holdAtEnd(): Promise<void> {
    if (this.#state !== 'runs' || this.#on.tick().at < this.#played.day + LAST_ACT_MS) return;
    this.#state = 'stands';
    clearInterval(this.#watch);
    await this.#rate(0);
  }

  /** Called between the turns: the clock waits for what is late, and when nothing is left the day is over. */
  async #between(now: number): Promise<[]> {
    const lagMs = now - (this.#schedule.nextAt() ?? now);
    if (this.#state === 'runs' && this.#held !== lagMs > LAG_MS) {
      this.#held = !this.#held;
      await this.#rate(this.#held ? 0 : this.#played.speed);
      // The end may have come meanwhile: then the clock stands, whichever of the two was written last.
      if (!this.#running()) await this.#rate(0);
    }
    if (this.#state === 'stands' && this.#schedule.size === 0) {
      this.#state = 'over';
      await this.#close();
    }
    return [];
  }

  #running(): boolean {
    return this.#state === 'runs';
  }

  async #close(): Promise<void> {
    const { day, cast, plan } = this.#played;
    await this.#set(day + STANDS_AT_MS, 0);
    const flow = await figuresNow(this.#on.desk.db, plan.scope);
    console.log(
      `\n这一天结束了 the day is over: 实际 played = 报道 report\n${besideTargets(flow, plan.targets)}\n`,
    );
    const refusals = Object.fromEntries(cast.refusals);
    if (cast.refusals.size > 0) this.#on.log.info({ refusals }, 'acts that somebody else was first with');
  }
}
