import type { ServerClock } from './clock.svelte.ts';
import type { FeedSocket } from './socket.ts';

/** The first journeys after a connect: of several the quickest narrows most. */
const OFTEN_MS = 400;
const AT_FIRST = 5;
/** While the time is not known well. */
const DOUBTING_MS = 2_000;
/** Afterwards; two ordinary quartzes part by 3 ms meanwhile. */
const SELDOM_MS = 30_000;

/**
 * Measures how far the server's clock is from this screen's monotonic one, by questions over the socket, again and
 * again. Answers with the function that ends it.
 */
export function measureTime(socket: FeedSocket, clock: ServerClock): () => void {
  let asked = 0;
  let askedAt = -Infinity;
  const turn = (): void => {
    const pause = asked < AT_FIRST ? 0 : clock.isKnown ? SELDOM_MS : DOUBTING_MS;
    const sentAt = performance.now();
    if (!socket.connected || sentAt - askedAt < pause) return;
    asked += 1;
    askedAt = sentAt;
    socket.emit('time', (tick) => clock.measure(sentAt, tick));
  };
  const anew = (): void => {
    asked = 0;
    turn();
  };
  socket.on('connect', anew);
  const timer = setInterval(turn, OFTEN_MS);
  return () => {
    clearInterval(timer);
    socket.off('connect', anew);
  };
}
