import type { Logger } from 'pino';
import type { AreaBorder } from '#domain/area/locate.ts';
import type { Tick } from '#domain/feed.ts';
import type { Desk } from '#server/command.ts';
import type { City } from '#server/demo/city/city.ts';

/** What a day is prepared with, before anything runs that hears of it. */
export interface Preparing {
  /** A desk whose commits nobody is told of. */
  desk: Desk;
  city: City;
  borders: readonly AreaBorder[];
  /** How many times as fast as the clock on the wall the city's time runs. */
  speed: number;
  signal: AbortSignal;
}

/** What a day is played on, once the application runs. */
export interface Running {
  desk: Desk;
  tick: () => Tick;
  /** After the city's clock was set: it is measured again, and every screen hears of it. */
  tellTime: () => Promise<void>;
  log: Logger;
}

/** A day whose past is played and whose future is planned. */
export interface PreparedDay {
  /** How much was played, for the line that the start prints. */
  remark: string;
  start(on: Running): Promise<{ stop: () => Promise<void> }>;
}

/** Everything that the simulator draws by chance follows from this and the date. */
export const SEED = 'faling';
