import { count, eq, isNull, sql } from 'drizzle-orm';
import type { TileSource } from '#domain/area/tiles.ts';
import type { View } from '#domain/board/view.ts';
import { STALE_MS, type Tick } from '#domain/feed.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import type { Keeping } from '#server/audit/keeping.ts';
import type { Access } from '#server/access/session.ts';
import { caseTable } from '#server/case/table.ts';
import { caseIdOf, type Tracked } from '#server/case/track.ts';
import type { CityClock } from '#server/clock.ts';
import { execute, type Accepted, type Desk } from '#server/command.ts';
import type { Answers, EntryName } from '#server/door/answers.ts';
import { ask } from '#server/door/ask.ts';
import type { Inside } from '#server/door/entry.ts';
import { answerApi } from '#server/door/http.ts';
import type { Edge } from '#server/edge/edge.ts';
import type { FeedTail } from '#server/feed/tail.ts';
import { feedHeadTable } from '#server/feed/table.ts';
import type { Hub } from '#server/hub/hub.ts';
import { Open311 } from '#server/intake/open311/open311.ts';
import type { PlacedClaim } from '#server/presence/claim.ts';
import type { Premises } from '#server/premises.ts';
import { takeAct } from '#server/quota/gate.ts';
import { timerTable } from '#server/timer/table.ts';
import type { WorldData } from '#server/world.ts';

/** What stands on the sign-in page of a demonstration, and nowhere else. */
export interface DemoInfo {
  password: string;
  accounts: { username: string; name: string; role: string; screen: string }[];
  /** Opens the wall of the demonstration's district. */
  wallPath: string;
  /** The key with which a program may report through Open311. */
  partnerKey: string;
}

export interface AppParts {
  desk: Desk;
  access: Access;
  edge: Edge;
  clock: CityClock;
  tail: FeedTail;
  hub: () => Hub | undefined;
  build: string;
  tiles: TileSource | null;
  premises: Premises;
  keeping: Keeping;
  claimed: (claim: PlacedClaim) => void;
  demo: () => DemoInfo | null;
}

/** The one door: every command and every query that the outside may call (architecture, "One door"). */
export class App {
  readonly build: string;
  /** A base map of the installation's own, as pages show it. */
  readonly tiles: TileSource | null;
  /** Programs of other platforms come in here. */
  readonly open311: Open311;
  readonly #parts: AppParts;
  readonly #inside: Inside;

  constructor(parts: AppParts) {
    this.#parts = parts;
    const { desk, clock, premises, build, keeping, edge, claimed } = parts;
    this.#inside = {
      desk,
      accounts: desk.askers,
      clock,
      premises,
      build,
      keeping,
      claimed,
      turnstile: edge.turnstile,
    };
    this.build = build;
    this.tiles = parts.tiles;
    this.open311 = new Open311(parts.desk, (partnerId) => edge.turnstile.take('partner', partnerId));
  }

  get world(): WorldData {
    return this.#parts.premises.worldData;
  }

  get demo(): DemoInfo | null {
    return this.#parts.demo();
  }

  /** What is refused before anybody looks at it, and what an answer bears. */
  get edge(): Edge {
    return this.#parts.edge;
  }

  /** The city's time, and how fast it runs. */
  tick(): Tick {
    return this.#parts.clock.tick();
  }

  /** The name of the district's own identity provider, where there is one. */
  get identityProvider(): string | null {
    return this.#parts.access.identityProvider;
  }

  /** Sign-in and sign-out: everything below /api/auth. */
  handleAuth(request: Request): Promise<Response> {
    return this.#parts.access.handle(request);
  }

  /** @param acts whether this request is an act of its person, and so puts off the end of an idle session */
  viewerOf(headers: Headers, acts = false): Promise<Viewer | undefined> {
    return this.#parts.access.viewerOf(headers, acts);
  }

  /** The resident behind a receipt code; without a code somebody who may only report. Wrong codes are counted by address. */
  async residentOf(code: string | null, from: string): Promise<Viewer | Refusal> {
    if (code === null) return { kind: 'resident', caseId: null };
    const { db, sealer } = this.#parts.desk;
    const find = (): Promise<string | undefined> => caseIdOf(db, sealer, code);
    const found = await this.edge.turnstile.attempt('receipt code', from, find, (id) => id === undefined);
    if (isRefusal(found)) return found;
    return found === undefined ? refuse('not-found') : { kind: 'resident', caseId: found };
  }

  /** What a resident sees behind a receipt code; wrong codes are counted by address. */
  track(code: string, from: string): Promise<Tracked | Refusal> {
    const nobody: Viewer = { kind: 'resident', caseId: null };
    const read = (): Promise<Tracked | Refusal> => this.ask(nobody, 'case.track', { code });
    return this.edge.turnstile.attempt('receipt code', from, read, isRefusal);
  }

  rightsOf(viewer: Viewer): View {
    return rightsOf(viewer);
  }

  /** The one way to change anything. @param from where it was sent from; null where it came over no line */
  async execute(viewer: Viewer, input: unknown, from: string | null): Promise<Accepted | Refusal> {
    const refusal = from === null ? undefined : await takeAct(this.edge.turnstile, viewer, from);
    return refusal ?? execute(this.#parts.desk, viewer, input);
  }

  /** Asks one thing of the registry: its rights, its schema, its answer. */
  ask<N extends EntryName>(viewer: Viewer, name: N, input: unknown): Promise<Answers[N] | Refusal> {
    return ask(this.#inside, viewer, name, input);
  }

  /** Everything below /api/v1; `viewer` is who is behind the session or the receipt code. */
  answerApi(viewer: Viewer, request: Request): Promise<Response> {
    return answerApi(this.#inside, viewer, request, this.edge.addressOf(request));
  }

  /** Ready means: the database answers, the feed is followed to its end and now, and no timer waits long past its due time. */
  async readiness(): Promise<Readiness> {
    const { desk, tail, hub } = this.#parts;
    const [head] = await desk.db.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
    const [overdue] = await desk.db
      .select({ n: count() })
      .from(timerTable)
      .where(sql`${timerTable.state} = 'armed' and ${timerTable.fireAt} < city_now() - interval '5 seconds'`);
    const [open] = await desk.db.select({ n: count() }).from(caseTable).where(isNull(caseTable.closedAt));
    const feedLag = (head?.seq ?? 0) - tail.seq;
    const timerBacklog = overdue?.n ?? 0;
    return {
      process: process.pid,
      ready: feedLag < 1_000 && timerBacklog < 1_000 && tail.silentMs < STALE_MS && !hub()?.isHalted,
      feedLag,
      timerBacklog,
      openCases: open?.n ?? 0,
      sockets: hub()?.sockets ?? 0,
      resyncs: hub()?.resyncs ?? 0,
    };
  }
}

export interface Readiness {
  /** The id of the process that answers: behind one port there may be several. */
  process: number;
  ready: boolean;
  /** Numbers of the feed that this process has not yet read. */
  feedLag: number;
  /** Timers armed and due for more than five seconds. */
  timerBacklog: number;
  openCases: number;
  sockets: number;
  resyncs: number;
}
