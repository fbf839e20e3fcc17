import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setPriority } from 'node:os';
import type { Crowd, CrowdAsk } from './crowd.ts';

export interface Asked {
  n: number;
  method: string;
  args: unknown[];
}

type Away = {
  [K in keyof Crowd]: Crowd[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/** A crowd in a process of its own, asked over a pipe; its methods are those of Crowd. */
export type CrowdElsewhere = Away & { end: () => Promise<void> };

/** A lower priority than everybody else's: what in a city has machines of its own waits for a core here. */
export const BEHIND = 10;

export async function openCrowd(ask: CrowdAsk, priority = 0): Promise<CrowdElsewhere> {
  const runes = new URL('runes.mjs', import.meta.url).href;
  const child = fork(new URL('child.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', runes],
  });
  // Whoever runs all of this below everybody else may not raise it again.
  if (priority > 0) setPriority(child.pid!, priority);
  const call = caller(child);
  await call('open', ask);
  return new Proxy({} as CrowdElsewhere, {
    get: (_, method: string) => {
      // A proxy that had `then` would be taken for a promise.
      if (method === 'then') return undefined;
      if (method === 'end') return () => end(child, call);
      return (...args: unknown[]) => call(method, ...args);
    },
  });
}

function caller(child: ChildProcess): (method: string, ...args: unknown[]) => Promise<unknown> {
  const waiting = new Map<number, (answer: { value?: unknown; error?: string }) => void>();
  let n = 0;
  child.on('message', (answer: { n: number; value?: unknown; error?: string }) =>
    waiting.get(answer.n)?.(answer),
  );
  child.once('exit', (code) => {
    for (const done of waiting.values()) done({ error: `the crowd went home: ${code}` });
  });
  return (method, ...args) =>
    new Promise((done, fail) => {
      const own = (n += 1);
      waiting.set(own, ({ value, error }) => {
        waiting.delete(own);
        if (error === undefined) done(value);
        else fail(new Error(error));
      });
      child.send({ n: own, method, args } satisfies Asked);
    });
}

async function end(child: ChildProcess, call: (method: string) => Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  await call('close').catch(() => undefined);
  if (child.connected) child.disconnect();
  await gone;
}
