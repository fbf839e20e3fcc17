import { userTable } from '#server/access/table.ts';
import { Sealer } from '#server/access/seal.ts';
import type { DemoInfo } from '#server/app.ts';
import type { Config } from '#server/config.ts';
import { openPool } from '#server/db/pool.ts';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { refuseDemoAccounts } from '#server/demo/left-over.ts';
import { openDemo } from '#server/demo/open.ts';
import { step } from '#server/launch/progress.mjs';
import { migrateDatabase } from '#server/open-application.ts';
import type { Place } from '#server/place.ts';
import { ensurePolicy } from '#server/timer/policy.ts';

/** What is printed once several processes serve. */
export interface Prepared {
  staffed: boolean;
  demo: DemoInfo | null;
}

/** What is done once before several processes serve: the schema, the first limits, and the past of a demonstration. */
export async function prepare(
  config: Config,
  { databaseUrl, secret }: Place,
  signal: AbortSignal,
): Promise<Prepared> {
  await step('更新数据库结构', 'migrating', () => migrateDatabase(databaseUrl));
  const connection = { connectionString: databaseUrl };
  const pool = openPool(connection, (error) => console.error(error.message), 2, DATABASE_ROLES.system);
  try {
    await ensurePolicy(pool.db);
    const sealer = new Sealer(secret);
    if (!config.demo) await refuseDemoAccounts(pool.db);
    const demo = config.demo ? await openDemo({ pool, sealer, config, databaseUrl, signal }) : null;
    return { staffed: (await pool.db.$count(userTable)) > 0, demo: demo?.info ?? null };
  } finally {
    await pool.end();
  }
}
