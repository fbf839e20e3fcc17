import type { Config } from '#server/config.ts';
import { startCluster } from '#server/db/cluster.ts';
import { urlOf } from '#server/db/cluster/ready.ts';
import { checkDatabase } from '#server/db/external.ts';
import { openDataFolder } from '#server/launch/data-folder.mjs';
import { takeLock } from '#server/launch/instance-lock.mjs';
import { requireFreePort } from '#server/launch/port.mjs';
import { step } from '#server/launch/progress.mjs';
import type { Lifecycle } from '#server/lifecycle.ts';
import { openLines } from '#server/origins.ts';
import { readSecret } from '#server/secret.ts';

/** What there is one of, however many processes serve: a database that can be reached, and the installation's secret. */
export interface Place {
  databaseUrl: string;
  secret: string;
}

/** Takes the data folder, sees that the port is free, and brings up the embedded database or reaches the given one. */
export async function openPlace(config: Config, life: Lifecycle): Promise<Place> {
  const given = config.databaseUrl;
  // What is missing is said before anything is begun.
  const secret = given ? readSecret(config) : null;
  for (const file of config.openFiles) console.error(openFile(file));
  for (const origin of openLines(config)) console.error(openLine(origin));
  if (!given) {
    await life.begin(
      'instance lock',
      () => takeLock(openDataFolder(config.dataDir)),
      (lock) => lock.release(),
    );
  }
  await requireFreePort(config.host, config.port);
  if (given) await step('连接数据库', 'reaching the database', () => checkDatabase(given));
  const databaseUrl = given ?? (await startEmbedded(config, life));
  return { databaseUrl, secret: secret ?? readSecret(config) };
}

/** @returns the address of the demonstration's own database */
async function startEmbedded(config: Config, life: Lifecycle): Promise<string> {
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

const openFile = (file: string): string =>
  `密钥文件 ${file} 可被本机其他用户读取；请改为仅本人可读：chmod 600。\n` +
  `The file of a secret ${file} can be read by other users of this machine; make it readable for its owner only: chmod 600.`;

const openLine = (origin: string): string =>
  `${origin} 未加密，口令会在途中被看到；请在前面放置 HTTPS 反向代理，并改为 https://。\n` +
  `${origin} is not encrypted, and passwords can be read on the way; put an HTTPS proxy before it and name it https://.`;

function reportCrash(logFile: string): void {
  console.error(
    `内置数据库意外停止，正在重新启动；已提交的数据不受影响；详情见 ${logFile}。\n` +
      `The embedded database stopped by itself and is being started again; what was committed is kept; see ${logFile}.`,
  );
}
