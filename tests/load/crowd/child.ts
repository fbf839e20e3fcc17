import { Crowd, type CrowdAsk } from './crowd.ts';
import type { Asked } from './elsewhere.ts';

/** The crowd in a process of its own, so that what it costs is not charged to what it looks at. */
let crowd: Crowd | undefined;

process.on('message', (message: Asked) => void answer(message));
process.once('disconnect', () => process.exit(0));

async function answer({ n, method, args }: Asked): Promise<void> {
  try {
    if (method === 'open') crowd = new Crowd(args[0] as CrowdAsk);
    const work = crowd as unknown as Record<string, (...given: unknown[]) => unknown>;
    const value = method === 'open' ? undefined : await work[method]!(...args);
    process.send!({ n, value });
  } catch (error) {
    process.send!({ n, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
