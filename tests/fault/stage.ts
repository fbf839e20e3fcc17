import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '#server/demo/day/random.ts';
import type { Rate } from '../load/crowd/crowd.ts';
import { City, openCluster, type CityOptions } from './city.ts';
import type { Postgres } from './postgres.ts';

/** What every row is given: how much of it to do, its chance, and a cluster to do it on. */
export class Stage {
  /** 1 is the whole suite of reliability.md §5; a part of it in `npm test`. */
  readonly scale: number;
  readonly seed: string;
  readonly random: Random;
  #cluster: Promise<Postgres> | undefined;

  constructor(scale: number, seed: string, cluster?: Promise<Postgres>) {
    this.scale = scale;
    this.seed = seed;
    this.random = new Random(seed);
    this.#cluster = cluster;
  }

  /** The same run for another row: one cluster, chance of its own. */
  for(name: string): Stage {
    return new Stage(this.scale, `${this.seed} ${name}`, this.cluster());
  }

  /** So many at full scale, fewer in a part, and never fewer than `least`. */
  times(full: number, least: number): number {
    return Math.max(Math.min(full, least), Math.round(full * this.scale));
  }

  /** Seconds of a phase, as milliseconds. */
  seconds(full: number, least: number): number {
    return Math.max(Math.min(full, least), full * this.scale) * 1_000;
  }

  /** Waits: the faults of this suite are made of time. */
  rest(ms: number): Promise<void> {
    return pause(ms);
  }

  /** 20 commands a second, and a second of 100 in every ten; a part of the suite asks less of a machine that does something else as well. */
  get load(): Rate {
    return this.scale >= 0.5
      ? { perSecond: 20, burst: { perSecond: 100, everyS: 10, forS: 1 } }
      : { perSecond: 10, burst: { perSecond: 30, everyS: 4, forS: 1 } };
  }

  /** The cluster of the run, with an installation's own settings but for the number of connections. */
  cluster(): Promise<Postgres> {
    // A part of the suite runs beside other tests and saves the waits for the disk; what Postgres has written survives its own death.
    this.#cluster ??= openCluster(this.scale >= 0.5 ? {} : { fsync: 'off' });
    return this.#cluster;
  }

  /** Three processes and 300 screens, or fewer in a part. */
  async city(options: Partial<CityOptions> = {}, on?: Postgres): Promise<City> {
    const postgres = on ?? (await this.cluster());
    const size = { servers: this.scale >= 0.2 ? 3 : 2, screens: this.times(300, 12), seed: this.seed };
    return City.open(postgres, { ...size, ...options });
  }

  /** As `city`, for what is measured in time: of 300 screens eight take notes, and the others fold behind everybody's back. */
  async timed(options: Partial<CityOptions> = {}): Promise<City> {
    const apart = this.scale >= 0.5 ? { screens: 8, audience: 292 } : {};
    return this.city({ ...apart, ...options });
  }

  async end(): Promise<void> {
    await (await this.#cluster)?.remove();
  }
}

/** Opens a city, lets `work` have it, and closes it whatever happens. */
export async function within<T>(opening: Promise<City>, work: (city: City) => Promise<T>): Promise<T> {
  const city = await opening;
  try {
    return await work(city);
  } finally {
    await city.close();
  }
}
