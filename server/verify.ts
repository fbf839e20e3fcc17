import { Sealer } from '#server/access/seal.ts';
import { readConfig, type Config } from '#server/config.ts';
import { openPool } from '#server/db/pool.ts';
import { explainEnd } from '#server/launch/start-refusal.mjs';
import { readSecret } from '#server/secret.ts';
import { tableOf } from '#server/verify/check.ts';
import { findRunning } from '#server/verify/place.ts';
import { verifySystem } from '#server/verify/system.ts';

/**
 * `npm run verify -- [postgres://… | --data DIR]`: recounts a running system and ends with 1 on any difference.
 * It reads and changes nothing.
 */
try {
  const given = process.argv.slice(2);
  const url = given.find((one) => /^postgres(ql)?:/.test(one));
  process.exitCode = await verify(readConfig(given.filter((one) => one !== url)), url);
} catch (error) {
  process.exitCode = explainEnd(error);
}

async function verify(config: Config, given: string | undefined): Promise<number> {
  const embedded = given === undefined && config.databaseUrl === null;
  const connectionString = given ?? config.databaseUrl ?? (await findRunning(config.dataDir));
  const secret = embedded || config.secret ? readSecret(config) : null;
  const pool = openPool({ connectionString }, (error) => console.error(error.message), 2);
  try {
    const begun = performance.now();
    const checks = await verifySystem(pool.db, secret === null ? null : new Sealer(secret));
    console.log(tableOf(checks));
    const differences = checks.reduce((sum, check) => sum + check.differences.length, 0);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(
      differences === 0
        ? `全部一致 everything agrees, ${seconds} s`
        : `${differences} 处不一致 differences, ${seconds} s`,
    );
    return differences === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}
