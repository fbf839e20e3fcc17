import { addressesOf } from '#server/addresses.ts';
import { readConfig, type Config } from '#server/config.ts';
import { startCluster } from '#server/db/cluster.ts';
import { checkDatabase } from '#server/db/external.ts';
import { closeServer, createHttpServer, listen } from '#server/http.ts';
import { openDataFolder } from '#server/launch/data-folder.mjs';
import { takeLock } from '#server/launch/instance-lock.mjs';
import { requireFreePort } from '#server/launch/port.mjs';
import { step } from '#server/launch/progress.mjs';
import { explainEnd } from '#server/launch/start-refusal.mjs';
import { urlOf } from '#server/db/cluster/ready.ts';
import { Lifecycle, Stopped } from '#server/lifecycle.ts';
import { describeDemo, FIRST_STEPS } from '#server/demo/describe.ts';
import { openApplication } from '#server/open-application.ts';
import { readSecret } from '#server/secret.ts';
import { onStopRequest } from '#server/stop-requests.ts';

/**
 * The process: its stages in the order in which they begin. Each ends in the reverse order, the database last.
 */
const life = new Lifecycle((name, error) => console.error(`${name}:`, error));

onStopRequest(() => {
  console.log('正在停止 stopping …');
  void stop(0);
});
process.on('uncaughtException', (error) => void stop(1, error));
process.on('unhandledRejection', (error) => void stop(1, error));

try {
  await start(readConfig());
} catch (error) {
  if (!(error instanceof Stopped) && !life.signal.aborted) await stop(explainEnd(error));
}

async function start(config: Config): Promise<void> {
  const secret = config.databaseUrl ? readSecret(config) : null;
  if (!config.databaseUrl) {
    await life.begin(
      'instance lock',
      () => takeLock(openDataFolder(config.dataDir)),
      (lock) => lock.release(),
    );
  }
  await requireFreePort(config.host, config.port);
  const databaseUrl = config.databaseUrl ?? (await startEmbedded(config));
  if (config.databaseUrl) await step('连接数据库', 'reaching the database', () => checkDatabase(databaseUrl));
  const http = await life.begin('http', createHttpServer, closeServer, 3_000);
  const application = await openApplication({
    config,
    databaseUrl,
    secret: secret ?? readSecret(config),
    http,
    life,
  });
  http.on('request', application.handle);
  const port = await life.begin('listening', () => listen(http, config.host, config.port));
  console.log(
    `\n发令 Faling\n${addressesOf(config.host, port)
      .map((address) => `  ${address}`)
      .join('\n')}\n`,
  );
  const demo = application.demo();
  if (!application.staffed) console.log(FIRST_STEPS);
  if (demo) console.log(describeDemo(demo, addressesOf(config.host, port)[0] ?? ''));
}

/** @returns the address of the demonstration's own database */
async function startEmbedded(config: Config): Promise<string> {
  const cluster = await step('启动数据库', 'starting the database', () =>
    life.begin(
      'database',
      () => startCluster({ dataDir: config.dataDir, onCrash: reportCrash }),
      (started) => started.stop(5_000),
      8_000,
    ),
  );
  return urlOf(await cluster.ensureDatabase(databaseFor(config)));
}

/** A day of the past has a database of its own: its time would lie before everything that happened since. */
function databaseFor({ demo, day }: Config): string {
  return demo && day !== null ? `faling_${day.replaceAll('-', '_')}` : 'faling';
}

function reportCrash(logFile: string): void {
  console.error(
    `内置数据库意外停止，正在重新启动；已提交的数据不受影响；详情见 ${logFile}。\n` +
      `The embedded database stopped by itself and is being started again; what was committed is kept; see ${logFile}.`,
  );
}

/** Whatever happens during the stop itself changes nothing any more: it is already ending. */
async function stop(code: number, error?: unknown): Promise<void> {
  if (life.signal.aborted) return;
  if (error !== undefined) console.error(error);
  await life.stop();
  process.exit(code);
}
