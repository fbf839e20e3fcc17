import { IDLE_NOTICE_MS } from '#domain/person/session.ts';

/** How often a screen tells the server that its person is at work, at most. */
const TELL_MS = 30_000;

/** What a screen does about its person's silence. All instants are of one monotonic clock. */
interface Idle {
  /** Whether the server has yet to be told of the last act. */
  tell: boolean;
  /** Seconds until the session ends, once that is near. */
  secondsLeft: number | null;
  over: boolean;
}

export function idleOf(now: number, actedAt: number, toldAt: number, idleMs: number): Idle {
  const leftMs = actedAt + idleMs - now;
  return {
    tell: actedAt > toldAt && now - toldAt >= TELL_MS,
    secondsLeft: leftMs > 0 && leftMs <= IDLE_NOTICE_MS ? Math.ceil(leftMs / 1000) : null,
    over: leftMs <= 0,
  };
}

const LEFT = 'faling:idle';

/** Tells every part of the page that it is about to be left because nobody acted. */
export const sayLeft = (): void => void dispatchEvent(new Event(LEFT));

/** Calls `keep` before the page is left so; answers with what ends it, as `$effect` wants it. */
export function whenLeft(keep: () => void): () => void {
  addEventListener(LEFT, keep);
  return () => removeEventListener(LEFT, keep);
}
