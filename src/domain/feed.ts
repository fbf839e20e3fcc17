import * as v from 'valibot';
import type { Change } from './board/board.ts';
import type { Digest } from './board/digest.ts';
import type { Case } from './case/case.ts';
import type { Event } from './audit/event.ts';
import type { Look, PresenceMessage } from './presence.ts';
import type { RefusalCode } from './refusal.ts';
import type { WallMessage } from './scene/projection.ts';

/** The wire of the live feed (docs/protocol.md): every message that crosses the socket, in both directions. */

/** 大屏 · 分拨台 · 社区 · 单位. */
export const SCREENS = ['wall', 'desk', 'community', 'department'] as const;
export type Screen = (typeof SCREENS)[number];
/** So many orders one acknowledgement names at most. */
export const ACK_SHOWN = 50;

/** client → server, once after each connect: what to see, and how far this screen has come. */
export const HELLO = v.strictObject({
  view: v.strictObject({
    areas: v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{4,12}$/))), v.maxLength(20)),
    departments: v.pipe(v.array(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/))), v.maxLength(5)),
  }),
  epoch: v.nullable(v.pipe(v.string(), v.uuid())),
  cursor: v.pipe(v.number(), v.integer(), v.minValue(0)),
  build: v.pipe(v.string(), v.maxLength(80)),
  /** What kind of screen this is; counted, and nothing depends on it. */
  screen: v.optional(v.picklist(SCREENS)),
});
export type Hello = v.InferOutput<typeof HELLO>;

/**
 * One instant on two clocks: `real` by the database's clock, `at` by the city's, which runs `rate` times as fast (the
 * same clock but for a simulated day). Whoever knows the real time knows the city's by it, however late the message is.
 */
export interface Tick {
  at: number;
  rate: number;
  real: number;
}

/** server → client: the whole view at one sequence number. */
export interface Snapshot {
  epoch: string;
  seq: number;
  tick: Tick;
  build: string;
  cases: Case[];
  recent: Event[];
}

/** server → client: everything in view between two numbers. An empty one every 5 s is the heartbeat. */
export interface Batch {
  epoch: string;
  from: number;
  to: number;
  tick: Tick;
  changes: Change[];
}

/** server → client every 60 s: what the view must look like at `seq`. */
export interface DigestMessage extends Digest {
  seq: number;
  tick: Tick;
}

export interface ServerToClient {
  snapshot: (message: Snapshot) => void;
  batch: (message: Batch) => void;
  digest: (message: DigestMessage) => void;
  presence: (message: PresenceMessage) => void;
  /** To a wall only: how it is set up, and what a desk put on it; at its connect and whenever that changes. */
  wall: (message: WallMessage) => void;
  refused: (message: { refused: RefusalCode; zh: string; en: string }) => void;
}

/**
 * client → server: how far the board of this screen has come, and which orders stood in its picture for the first time.
 * Sent after messages that brought orders; what is acknowledged is what the server sent to this very socket.
 */
export const ACK = v.strictObject({
  /** The board holds everything that was sent up to this number; 0 says nothing about it. */
  cursor: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Ids of orders that were painted while the page was visible. */
  shown: v.pipe(v.array(v.pipe(v.string(), v.uuid())), v.maxLength(ACK_SHOWN)),
});
export type Ack = v.InferOutput<typeof ACK>;

export interface ClientToServer {
  hello: (message: Hello) => void;
  /** `settled` is called once it is stored: until then the screen says it again after a cut. */
  ack: (message: Ack, settled: () => void) => void;
  /** The screen found a hole or a difference, or was left without a word, and asks for a new snapshot. */
  resync: (message: Resync) => void;
  /** Which case this desk looks at; whoever says so is told of its colleagues. */
  look: (message: Look) => void;
  /** Asks for the time; the answer comes as the acknowledgement, so that the journey can be measured. */
  time: (answer: (tick: Tick) => void) => void;
}

/** A number or a version is missing · the board differs from its digest · nothing was heard for `STALE_MS`. */
export const RESYNC_REASONS = ['gap', 'digest', 'stale'] as const;
export type ResyncReason = (typeof RESYNC_REASONS)[number];
export const RESYNC = v.strictObject({ reason: v.picklist(RESYNC_REASONS) });
export type Resync = v.InferOutput<typeof RESYNC>;

export const HEARTBEAT_MS = 5_000;
export const STALE_MS = 12_000;
export const DIGEST_MS = 60_000;
/** A screen that is further behind gets a snapshot instead of a replay. */
export const REPLAY_LIMIT = 2_000;
