import { within } from '#domain/area/area.ts';
import type { AreaBorder } from '#domain/area/locate.ts';
import type { Flow } from '#domain/figure/flow.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { DAY_MS, dayOfName, dayStart } from '#domain/timer/calendar.ts';
import type { City } from '#server/demo/city/city.ts';
import { inOrder, Life, type Act } from './act.ts';
import { appealAt } from './appeal.ts';
import { Ground, storyScenes, type Spot } from './ground.ts';
import { arrivals, HOUR, MINUTE } from './hours.ts';
import type { Play, Setting } from './life/begin.ts';
import { at as endingAt, later, onDay } from './life/closing.ts';
import { dispatched, leftOver } from './life/dispatched.ts';
import { guided, rejected } from './life/guided.ts';
import { ordered } from './life/ordered.ts';
import { settled } from './life/settled.ts';
import { orderSlots } from './order-slots.ts';
import { fatesOf, quotaOf, type Fate, type Quota } from './quota.ts';
import { Random } from './random.ts';
import { Staff } from './staff.ts';

export interface DayOptions {
  seed: string;
  /** `YYYY-MM-DD`, a day in Shanghai. */
  date: string;
  city: City;
  borders: readonly AreaBorder[];
  /** The prefix of the areas in which something happens. */
  scope: string;
  /** The nine figures that the day ends on. */
  targets: Flow;
  /** Whether the day begins with what earlier days left over; without it, `targets.resolved` is not reached. */
  backlog: boolean;
  /** Orders without an end beside the targets, so that some are open at every hour. */
  living: boolean;
}

/** Rejected and left open beyond what the figures count, as shares of what is accepted. */
const REJECTED_SHARE = 0.012;
const LEFT_OPEN_SHARE = 0.03;

/**
 * A day as a list of intended acts in order: pure, and the same for the same options. Acts before the day
 * make its backlog; acts after it are what the day hands on to the next.
 */
export function planDay(options: DayOptions): Act[] {
  return inOrder(new DayPlan(options).lives());
}

interface Wanted {
  dispute: boolean;
  complex?: boolean;
  spot?: Spot;
  matter?: Matter;
}

/** Takes one out of the hat: resolved on the day if there is such a one, and of the kind that is asked for. */
function drawFate(fates: Fate[], dispute: boolean | undefined): Fate {
  const fits = (one: Fate): boolean => dispute === undefined || one.dispute === dispute;
  const best = fates.findIndex((one) => one.resolved && fits(one));
  const [drawn] = fates.splice(best >= 0 ? best : Math.max(0, fates.findIndex(fits)), 1);
  if (!drawn) throw new Error('more orders than cases for them');
  return drawn;
}

class DayPlan {
  readonly #options: DayOptions;
  readonly #ground: Ground;
  readonly #setting: Setting;
  readonly #quota: Quota;
  readonly #day: number;

  constructor(options: DayOptions) {
    const { city, borders, scope, date } = options;
    this.#options = options;
    this.#ground = new Ground(city, borders, scope);
    this.#setting = { staff: new Staff(city.people), departments: city.departments };
    this.#quota = quotaOf(options.targets);
    this.#day = dayStart(dayOfName(date));
  }

  lives(): Life[] {
    return [
      ...(this.#options.backlog ? this.#backlog() : []),
      ...this.#settled('grid', this.#quota.settledByGrid),
      ...this.#settled('volunteer', this.#quota.settledByVolunteers),
      ...this.#accepted(),
      ...this.#rejected(),
      ...(this.#options.living ? this.#living() : []),
    ];
  }

  #chance(name: string): Random {
    return new Random(`${this.#options.seed} ${this.#options.date} ${name}`);
  }

  #arrivals(name: string, count: number, fromHour: number, toHour: number): number[] {
    return arrivals(this.#chance(`arrivals ${name}`), count, this.#day, fromHour, toHour);
  }

  /** A case that is about to be played: everything about it follows from its name. */
  #play(name: string, at: number, of: Wanted): Play {
    const random = this.#chance(name);
    const spot = of.spot ?? this.#ground.anywhere(random);
    const hour = ((((at - this.#day) / HOUR) % 24) + 24) % 24;
    const appeal = appealAt(random, this.#options.city.matters, spot, { ...of, hour });
    return { ...this.#setting, random, appeal, life: new Life(`${this.#options.date} ${name}`) };
  }

  #settled(by: 'grid' | 'volunteer', { disputes, others }: { disputes: number; others: number }): Life[] {
    const kinds = this.#chance(`kinds ${by}`).shuffled([
      ...Array.from({ length: disputes }, () => true),
      ...Array.from({ length: others }, () => false),
    ]);
    return this.#arrivals(by, kinds.length, 7, 22.5).map((at, n) => {
      const play = this.#play(`${by} ${n}`, at, { dispute: kinds[n] ?? false });
      const channel = by;
      settled({ ...play, appeal: { ...play.appeal, channel } }, at, by);
      return play.life;
    });
  }

  /** Everything that goes over the dispatcher's desk: some ordered, some guided, the rest dispatched. */
  #accepted(): Life[] {
    const { orders, guided: guide } = this.#quota;
    const fates = this.#chance('fates').shuffled(fatesOf(this.#quota));
    const scenes = this.#scenes().slice(0, orders);
    const ordered = Array.from({ length: orders }, (_, n) => drawFate(fates, scenes[n]?.dispute));
    return [...this.#orders(ordered), ...this.#guided(fates.splice(0, guide)), ...this.#dispatched(fates)];
  }

  /** The stories of the report that lie within the scope of the day. */
  #scenes(): { spot: Spot; matter: Matter; dispute: boolean }[] {
    return storyScenes()
      .filter(({ spot }) => within(spot.areaCode, this.#options.scope))
      .flatMap(({ spot, matterCode }) => {
        const matter = this.#options.city.matters.find(({ code }) => code === matterCode);
        return matter ? [{ spot, matter, dispute: matter.kind === 'dispute' }] : [];
      });
  }

  #orders(fates: readonly Fate[]): Life[] {
    const scenes = this.#scenes();
    return this.#arrivals('order', fates.length, 7.5, 19.5).map((at, n) => {
      const { dispute, resolved } = fates[n] as Fate;
      const scene = scenes[n]?.dispute === dispute ? scenes[n] : undefined;
      const play = this.#play(`order ${n}`, at, { dispute, ...scene });
      ordered(play, at, resolved ? onDay(this.#day) : later);
      return play.life;
    });
  }

  #guided(fates: readonly Fate[]): Life[] {
    return this.#arrivals('guided', fates.length, 6.5, 21).map((at, n) => {
      const { dispute, resolved } = fates[n] as Fate;
      const play = this.#play(`guided ${n}`, at, { dispute });
      guided(play, at, resolved ? onDay(this.#day) : later);
      return play.life;
    });
  }

  #dispatched(fates: readonly Fate[]): Life[] {
    // What has to be resolved on the day comes in before the evening ends.
    const done = fates.filter(({ resolved }) => resolved);
    const open = fates.filter(({ resolved }) => !resolved);
    const early = this.#arrivals('dispatched', done.length, 0.1, 20.5);
    const any = this.#arrivals('left', open.length, 0.1, 22.7);
    return [...early, ...any].map((at, n) => {
      const { dispute, resolved } = [...done, ...open][n] as Fate;
      const play = this.#play(`dispatched ${n}`, at, { dispute });
      dispatched(play, at, resolved ? onDay(this.#day) : later);
      return play.life;
    });
  }

  #rejected(): Life[] {
    const count = Math.round(this.#options.targets.accepted * REJECTED_SHARE);
    return this.#arrivals('rejected', count, 7, 22).map((at, n) => {
      const play = this.#play(`rejected ${n}`, at, { dispute: false });
      rejected(play, at);
      return play.life;
    });
  }

  /** From the twelve days before, in working hours; mostly complex matters, which have three weeks. */
  #backlog(): Life[] {
    const { disputes, others } = this.#quota.backlog;
    const open = Math.round(this.#options.targets.accepted * LEFT_OPEN_SHARE);
    const kinds = [
      ...Array.from({ length: disputes }, () => ({ dispute: true, done: true })),
      ...Array.from({ length: others }, () => ({ dispute: false, done: true })),
      ...Array.from({ length: open }, () => ({ dispute: true, done: false })),
    ];
    const ends = this.#chance('ends').shuffled(this.#arrivals('ends', kinds.length, 7.5, 22));
    return kinds.map(({ dispute, done }, n) => {
      const random = this.#chance(`left over from ${n}`);
      const daysAgo = 1 + Math.floor(random.next() * 12);
      const at = this.#day - daysAgo * DAY_MS + random.between(8, 18) * HOUR;
      const play = this.#play(`backlog ${n}`, at, { dispute, complex: random.chance(0.85) });
      leftOver(play, at, done ? (ends[n] as number) : null);
      return play.life;
    });
  }

  /**
   * From the last to the first, because an order ends when the next one of its chain has been issued: however
   * long a secretary takes, so many are open, and neither a gap nor a pile grows out of the hand-over.
   */
  #living(): Life[] {
    const issuedNext = new Map<number, number>();
    return orderSlots(this.#options.seed, this.#day)
      .reverse()
      .map(({ chain, startsAt, endsAt }) => {
        const name = `living ${chain} ${Math.round((startsAt - this.#day) / MINUTE)}`;
        const play = this.#play(name, startsAt, { dispute: this.#chance(`kind ${name}`).chance(0.5) });
        const handedOverAt = (issuedNext.get(chain) ?? endsAt) + MINUTE;
        issuedNext.set(chain, ordered(play, startsAt, endingAt(handedOverAt)));
        return play.life;
      });
  }
}
