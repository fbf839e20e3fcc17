import cluster from 'node:cluster';
import { addressesOf } from '#server/addresses.ts';
import type { DemoInfo } from '#server/app.ts';
import { readConfig, type Config } from '#server/config.ts';
import { describeDemo, FIRST_STEPS } from '#server/demo/describe.ts';
import { step } from '#server/launch/progress.mjs';
import { BEGIN_ANEW } from '#server/launch/rest.mjs';
import { explainEnd } from '#server/launch/start-refusal.mjs';
import { Lifecycle, Stopped } from '#server/lifecycle.ts';
import { openPlace } from '#server/place.ts';
import { prepare } from '#server/preparation.ts';
import { askForPlace, Processes } from '#server/processes.ts';
import { serve } from '#server/serve.ts';
import { onStopRequest, onWordToStop } from '#server/stop-requests.ts';

/**
 * The process: its stages in the order in which they begin. Each ends in the reverse order, the database last. With
 * `--processes` this one keeps the database and the port, and others, started from this same file, serve.
 */
const life = new Lifecycle((name, error) => console.error(`${name}:`, error));

if (cluster.isWorker) {
  onWordToStop(() => void stop(0));
} else {
  onStopRequest(() => {
    console.log('正在停止 stopping …');
    void stop(0);
  });
}
process.on('uncaughtException', (error) => void stop(1, error));
process.on('unhandledRejection', (error) => void stop(1, error));

try {
  const config = readConfig();
  if (cluster.isWorker) await startOneOfSeveral(config);
  else if (config.processes > 1) await startSeveral(config);
  else await startAlone(config);
} catch (error) {
  if (!(error instanceof Stopped) && !life.signal.aborted) await stop(explainEnd(error));
}

async function startAlone(config: Config): Promise<void> {
  const place = await openPlace(config, life);
  const { application, port } = await serve({ config, life, ...place, onExchanged });
  announce(config, port, { staffed: application.staffed, demo: application.demo() });
}

async function startSeveral(config: Config): Promise<void> {
  const place = await openPlace(config, life);
  const prepared = await prepare(config, place, life.signal);
  const processes = await life.begin(
    'processes',
    () => new Processes(place, reportEnd),
    (kept) => kept.stop(),
    7_000,
  );
  let port = 0;
  await step(`启动 ${config.processes} 个进程`, `starting ${config.processes} processes`, async () => {
    port = await life.begin('listening', () => processes.start(config.processes));
    return processes.pids.join(' ');
  });
  announce(config, port, prepared);
}

/** Everything is ready already; the one that started us says where it is. */
async function startOneOfSeveral(config: Config): Promise<void> {
  const place = await askForPlace();
  await serve({ config, life, ...place, prepared: true, onExchanged });
}

function reportEnd(pid: number): void {
  console.error(
    `进程 ${pid} 意外结束，正在重新启动。\nProcess ${pid} ended by itself and is being started again.`,
  );
}

function onExchanged(): void {
  void stop(BEGIN_ANEW);
}

function announce(config: Config, port: number, said: { staffed: boolean; demo: DemoInfo | null }): void {
  const addresses = addressesOf(config.host, port);
  console.log(`\n发令 Faling\n${addresses.map((address) => `  ${address}`).join('\n')}\n`);
  if (!said.staffed) console.log(FIRST_STEPS);
  if (said.demo) console.log(describeDemo(said.demo, addresses[0] ?? ''));
}

/** Whatever happens during the stop itself changes nothing any more: it is already ending. */
async function stop(code: number, error?: unknown): Promise<void> {
  if (life.signal.aborted) return;
  if (error !== undefined) console.error(error);
  await life.stop();
  process.exit(code);
}
