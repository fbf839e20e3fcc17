import { Sealer } from '#server/access/seal.ts';
import { readConfig, type Config } from '#server/config.ts';
import { openPool, type Database } from '#server/db/pool.ts';
import { explainEnd } from '#server/launch/start-refusal.mjs';
import { readSecret } from '#server/secret.ts';
import { verifyAudit } from '#server/verify/audit.ts';
import { tableOf, type Check } from '#server/verify/check.ts';
import { auditOptions, readAsked, type Asked } from '#server/verify/options.ts';
import { findRunning } from '#server/verify/place.ts';
import { verifySystem } from '#server/verify/system.ts';

/**
 * `npm run verify -- [postgres://… | --data DIR]`: recounts a running system and ends with 1 on any difference.
 * With `--audit [--anchors FILE] [--public-key FILE …] [--restored EPOCH …]` it recounts the audit chains whole, and
 * holds them against the anchors. It reads and changes nothing.
 */
try {
  const asked = readAsked(process.argv.slice(2));
  process.exitCode = await verify(asked, readConfig(asked.rest));
} catch (error) {
  process.exitCode = explainEnd(error);
}

async function verify(asked: Asked, config: Config): Promise<number> {
  const embedded = asked.url === undefined && config.databaseUrl === null;
  const connectionString = asked.url ?? config.databaseUrl ?? (await findRunning(config.dataDir));
  const secret = embedded || config.secret ? readSecret(config) : null;
  const database = new URL(connectionString).pathname.slice(1);
  const options = asked.audit ? auditOptions(asked, config, { secret, database }) : null;
  const work = (db: Database): Promise<Check[]> =>
    options ? verifyAudit(db, options) : verifySystem(db, secret === null ? null : new Sealer(secret));
  const pool = openPool({ connectionString }, (error) => console.error(error.message), 2);
  try {
    const begun = performance.now();
    return conclude(await work(pool.db), performance.now() - begun);
  } finally {
    await pool.end();
  }
}

function conclude(checks: readonly Check[], ms: number): number {
  console.log(tableOf(checks));
  const differences = checks.reduce((sum, check) => sum + check.differences.length, 0);
  const seconds = (ms / 1000).toFixed(1);
  console.log(
    differences === 0
      ? `全部一致 everything agrees, ${seconds} s`
      : `${differences} 处不一致 differences, ${seconds} s`,
  );
  return differences === 0 ? 0 : 1;
}
