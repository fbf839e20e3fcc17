import { setTimeout as pause } from 'node:timers/promises';
import { within } from '#domain/area/area.ts';
import type { AreaBorder } from '#domain/area/locate.ts';
import { distanceM, type Point } from '#domain/area/point.ts';
import type { Person } from '#domain/person/person.ts';
import { TELL_EVERY_MS } from '#domain/whereabouts.ts';
import type { City } from '#server/demo/city/city.ts';
import { Ground } from './ground.ts';
import { CITY } from './past-day.ts';
import { Random } from './random.ts';

/** The places of a round, of which there is one at least. */
type Stops = readonly [Point, ...Point[]];

/** Who goes round through which places, again and again. */
export interface Round {
  person: Person;
  stops: Stops;
  /** How far on the round they begin, in metres. */
  from: number;
}

/** So many of the volunteers are on duty at any hour, always the same ones. */
const SHARE = 0.7;
const STOPS = 6;
/** Somebody who looks around while walking, in metres a second. */
const PACE = 0.8;
/** Between two who go on duty when the day begins. */
const FIRST_MS = 20;

/** The rounds of those on duty: each through places of one community of their own. */
export function roundsOf(city: City, borders: readonly AreaBorder[]): Round[] {
  const ground = new Ground(city, borders, CITY);
  return city.people.flatMap((person) => {
    const random = new Random(`on duty ${person.id}`);
    const own = borders.filter(({ code }) => person.areas.some((area) => within(code, area)));
    if (person.role !== 'volunteer' || own.length === 0 || !random.chance(SHARE)) return [];
    const { code } = random.pick(own);
    const place = (): Point => ground.in(code, random);
    const stops: Stops = [place(), ...Array.from({ length: STOPS - 1 }, place)];
    return [{ person, stops, from: random.between(0, 5_000) }];
  });
}

/** Where somebody is on a round after so many metres; after the last stop it goes back to the first. */
export function placeOn([first, ...others]: Stops, metres: number): Point {
  const ends = [...others, first];
  const legs = [first, ...others].map((from, n) => {
    const to = ends[n] ?? first;
    return { from, to, length: distanceM(from, to) };
  });
  let left = metres % legs.reduce((sum, { length }) => sum + length, 0);
  for (const { from, to, length } of legs) {
    if (left < length) return between(from, to, left / length);
    left -= length;
  }
  return first;
}

const between = (a: Point, b: Point, share: number): Point => ({
  lat: a.lat + (b.lat - a.lat) * share,
  lon: a.lon + (b.lon - a.lon) * share,
});

export interface RoundsOptions {
  rounds: readonly Round[];
  /** Says it as the person's phone would. */
  tell: (person: Person, point: Point) => Promise<unknown>;
  /** Real time in milliseconds: people walk no faster where the city's day does. */
  real: () => number;
  onFault: (fault: unknown) => void;
}

/** Everybody on duty says once a minute where they are, one after the other. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;

  constructor(options: RoundsOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { rounds } = this.#options;
    const { signal } = this.#stop;
    for (let restMs = FIRST_MS; rounds.length > 0 && !signal.aborted; restMs = TELL_EVERY_MS / rounds.length)
      for (const round of rounds) {
        await this.#tell(round);
        await pause(restMs, undefined, { signal, ref: false }).catch(() => undefined);
        if (signal.aborted) return;
      }
  }

  async #tell({ person, stops, from }: Round): Promise<void> {
    const { tell, real, onFault } = this.#options;
    await tell(person, placeOn(stops, from + (real() / 1_000) * PACE)).catch(onFault);
  }
}
