import type { Ack, Batch, Snapshot } from '#domain/feed.ts';
import type { Viewer } from '#server/access/actor.ts';

/** A screen as the hub knows it: one socket and who looks through it. The object itself is its identity. */
export interface Screen {
  viewer: Viewer;
}

/** Told of everything that was sent and of everything that a screen says it has; the hub itself keeps nothing of it. */
export interface Receipts {
  /** @param committedAt by the database's own clock, when the oldest fact of a frame was committed; null where nobody waited for it: a snapshot, a replay */
  sent: (screens: Iterable<Screen>, message: Batch | Snapshot, committedAt: number | null) => void;
  acknowledged: (screen: Screen, ack: Ack, settled: () => void) => void;
}
