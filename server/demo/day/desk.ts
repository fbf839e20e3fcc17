import type { AreaBorder } from '#domain/area/locate.ts';
import type { Sealer } from '#server/access/seal.ts';
import type { Desk } from '#server/command.ts';
import { openNumbers } from '#server/case/number.ts';
import { openPool, unhurried, type Pool } from '#server/db/pool.ts';
import { readRules } from '#server/timer/rules.ts';
import { loadWorldData, worldOf } from '#server/world.ts';

/**
 * A desk for what is played before anybody looks: nobody is told of its commits, and a crash of the machine may
 * lose the last ones, which are then played again.
 */
export async function openQuietDesk(
  databaseUrl: string,
  sealer: Sealer,
  borders: AreaBorder[],
  onError: (error: Error) => void,
): Promise<{ desk: Desk; pool: Pool }> {
  const connection = { connectionString: databaseUrl, onConnect: unhurried };
  const pool = openPool(connection, onError, 1);
  const numbers = openNumbers(connection, onError);
  const world = worldOf(await loadWorldData(pool.db), borders);
  const rules = await readRules(pool.db);
  const desk: Desk = {
    ...{ db: pool.db, askers: pool.db, numbers: numbers.db, sealer, world: () => world },
    ...{ rules: () => Promise.resolve(rules), committed: () => undefined },
  };
  return {
    desk,
    pool: { ...pool, end: () => Promise.all([pool.end(), numbers.end()]).then(() => undefined) },
  };
}
