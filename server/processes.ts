import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { restAfter } from '#server/launch/rest.mjs';
import { StartRefusal } from '#server/launch/start-refusal.mjs';
import type { Place } from '#server/place.ts';

/** How long a process may take to end by itself before it is killed. */
const PATIENCE_MS = 6_000;

/**
 * Several identical processes behind one port. Node's cluster accepts the connections here and hands them out in turn, so that
 * nothing is sticky and a process that is stopped or killed takes nothing from the others. One that ends is replaced.
 */
export class Processes {
  readonly #place: Place;
  readonly #onEnd: (pid: number) => void;
  readonly #running = new Set<Worker>();
  readonly #stopping = new AbortController();

  /** @param onEnd is told of each process that ended without being asked to */
  constructor(place: Place, onEnd: (pid: number) => void) {
    this.#place = place;
    this.#onEnd = onEnd;
  }

  /**
   * Starts so many, and answers the port once all of them listen. From then on each is kept.
   * @throws StartRefusal where one ends before it listens; why, it has said itself
   */
  async start(count: number): Promise<number> {
    const places = Array.from({ length: count }, () => this.#fork());
    const ports = await Promise.all(places.map(listening));
    for (const worker of places) void this.#keep(worker);
    return ports[0] ?? 0;
  }

  get pids(): number[] {
    return [...this.#running].flatMap((worker) => worker.process.pid ?? []);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#running].map(end));
  }

  #fork(): Worker {
    const worker = cluster.fork();
    worker.on('error', () => undefined);
    this.#running.add(worker);
    worker.once('exit', () => this.#running.delete(worker));
    worker.once('message', () => worker.send(this.#place));
    return worker;
  }

  /** Replaces a process whenever it ends, until a stop is asked for. */
  async #keep(first: Worker): Promise<void> {
    let rest = 0;
    for (let worker = first; ; worker = this.#fork()) {
      const began = performance.now();
      if (!worker.isDead()) await once(worker, 'exit');
      if (this.#stopping.signal.aborted) return;
      this.#onEnd(worker.process.pid ?? 0);
      rest = restAfter(performance.now() - began, rest);
      await pause(rest, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      if (this.#stopping.signal.aborted) return;
    }
  }
}

/**
 * Asked by a process that was started so. What is sent before it asks would be lost: cluster listens from the first moment on,
 * and hands on to nobody.
 */
export async function askForPlace(): Promise<Place> {
  const answer = once(process, 'message');
  process.send?.('ready');
  const [place] = (await answer) as [Place];
  return place;
}

async function listening(worker: Worker): Promise<number> {
  const heard = new AbortController();
  const { signal } = heard;
  const ended = once(worker, 'exit', { signal }).then(() => {
    throw endedEarly(worker.process.pid ?? 0);
  });
  try {
    const [{ port }] = (await Promise.race([once(worker, 'listening', { signal }), ended])) as [
      { port: number },
    ];
    return port;
  } finally {
    ended.catch(() => undefined);
    heard.abort();
  }
}

async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return;
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  const late = setTimeout(() => worker.process.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(late);
}

const endedEarly = (pid: number): StartRefusal =>
  new StartRefusal(
    'process-ended',
    `进程 ${pid} 未能启动，原因见上；已全部停止，数据未受影响；请处理后重新启动。`,
    `Process ${pid} did not start, for the reason above; all were stopped and the data was kept; put it right and start again.`,
  );
