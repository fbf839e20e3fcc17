import type { Change } from '#domain/board/board.ts';
import { viewKey, type View } from '#domain/board/view.ts';
import type { Batch, Tick } from '#domain/feed.ts';
import { changeFor, type FeedRow } from '#server/feed/row.ts';
import { Pace } from './pace.ts';

/** All screens that look at the same view. It knows the feed and the wire, and no noun. */
export class Room {
  readonly key: string;
  readonly view: View;
  /** The last number that every screen in the room has been told of. */
  sentTo: number;
  /** Heartbeats since the last screen left. */
  emptyBeats = 0;
  #changes: Change[] = [];
  /** When the oldest of them was committed. */
  #oldestAt: number | null = null;
  #scannedTo: number;
  #timer: NodeJS.Timeout | undefined;
  readonly #pace = new Pace();
  readonly #emit: (batch: Batch, oldestAt: number | null) => void;
  readonly #stamp: () => { epoch: string; tick: Tick };

  constructor(
    view: View,
    seq: number,
    stamp: () => { epoch: string; tick: Tick },
    emit: (batch: Batch, oldestAt: number | null) => void,
  ) {
    this.key = viewKey(view);
    this.view = view;
    this.sentTo = seq;
    this.#scannedTo = seq;
    this.#stamp = stamp;
    this.#emit = emit;
  }

  /** Takes a page of the feed; sends at once, or with what else comes within the pace. */
  scan(rows: readonly FeedRow[]): void {
    const before = this.#changes.length;
    for (const row of rows) {
      if (row.seq <= this.#scannedTo) continue;
      this.#scannedTo = row.seq;
      const change = changeFor(this.view, row);
      if (!change) continue;
      this.#oldestAt ??= row.committedAt;
      this.#changes.push(change);
    }
    if (this.#changes.length === before || this.#timer) return;
    const wait = this.#pace.waitMs(performance.now());
    if (wait === 0) this.flush();
    else this.#timer = setTimeout(() => this.flush(), wait);
  }

  /** Sends what there is; an empty batch is the heartbeat, and still moves every cursor. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changes = this.#changes;
    this.#pace.sent(performance.now(), changes.length);
    this.#changes = [];
    const from = this.sentTo;
    this.sentTo = this.#scannedTo;
    const oldestAt = this.#oldestAt;
    this.#oldestAt = null;
    this.#emit({ ...this.#stamp(), from, to: this.sentTo, changes }, oldestAt);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
