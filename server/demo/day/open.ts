import { loadBorders } from '#server/area/border.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { Config } from '#server/config.ts';
import type { City } from '#server/demo/city/city.ts';
import { openQuietDesk } from './desk.ts';
import { pastPlan, preparePastDay, takeOverPastDay } from './past-day.ts';
import type { PreparedDay, Preparing } from './prepared.ts';
import { preparePresentDay, takeOverPresentDay } from './present-day.ts';

export interface DaySurroundings {
  config: Config;
  city: City;
  databaseUrl: string;
  sealer: Sealer;
  signal: AbortSignal;
}

/** Plays what lies behind the city's first shown minute, before anything else of the application runs. */
export async function openDay({
  config,
  city,
  databaseUrl,
  sealer,
  signal,
}: DaySurroundings): Promise<PreparedDay> {
  const borders = loadBorders();
  const { desk, pool } = await openQuietDesk(databaseUrl, sealer, borders, (error) =>
    console.error(error.message),
  );
  const preparing = { desk, city, borders, speed: config.speed, signal };
  try {
    return config.day === null
      ? await preparePresentDay(preparing)
      : await preparePastDay(pastPlan(config.day, preparing), preparing);
  } finally {
    await pool.end();
  }
}

/** The same day in a process that takes it over, on a city whose clock runs and whose past is played. */
export function takeOverDay(
  config: Config,
  given: Pick<Preparing, 'desk' | 'city' | 'signal'>,
): Promise<PreparedDay> {
  const preparing = { ...given, borders: loadBorders(), speed: config.speed };
  return config.day === null
    ? takeOverPresentDay(preparing)
    : takeOverPastDay(pastPlan(config.day, preparing), preparing);
}
