import { loadBorders } from '#server/area/border.ts';
import { Sealer } from '#server/access/seal.ts';
import { setCityClock } from '#server/clock.ts';
import type { Desk } from '#server/command.ts';
import type { Database } from '#server/db/pool.ts';
import { cityOf, type City } from '#server/demo/city/city.ts';
import { openQuietDesk } from '#server/demo/day/desk.ts';
import { DEMO_PASSWORD, loadCity } from '#server/demo/load.ts';
import { openPool } from '#server/db/pool.ts';
import { ensurePolicy } from '#server/timer/policy.ts';
import { testDatabase } from './database.ts';

/** An installation with the demonstration city and nothing played in it yet. */
export interface EmptyCity {
  url: string;
  db: Database;
  desk: Desk;
  city: City;
  borders: ReturnType<typeof loadBorders>;
  sealer: Sealer;
  drop: () => Promise<void>;
}

/** @param password that of all accounts: an application outside of a demonstration refuses the demonstration's own */
export async function emptyCity(at: string, password = DEMO_PASSWORD): Promise<EmptyCity> {
  const database = await testDatabase();
  const pool = openPool({ connectionString: database.url }, () => undefined, 4);
  const city = cityOf();
  const borders = loadBorders();
  await ensurePolicy(pool.db);
  await loadCity(pool.db, city, password);
  await setCityClock(pool.db, Date.parse(at), 0);
  const sealer = new Sealer('a secret that only the tests know, 32+');
  const quiet = await openQuietDesk(database.url, sealer, borders, () => undefined);
  return {
    ...{ url: database.url, db: pool.db, desk: quiet.desk, city, borders, sealer },
    drop: async () => {
      await quiet.pool.end();
      await pool.end();
      await database.drop();
    },
  };
}
