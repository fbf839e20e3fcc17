import { eq } from 'drizzle-orm';
import type pg from 'pg';
import * as v from 'valibot';
import { within } from '#domain/area/area.ts';
import { LOOK, type Claim, type Look, type Present } from '#domain/presence.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { caseTable } from '#server/case/table.ts';
import type { Database } from '#server/db/pool.ts';
import { Ear } from '#server/db/ear.ts';
import { cut, type Client, type Clients } from '#server/hub/client.ts';
import { everyMs } from '#server/timetable.ts';
import type { PlacedClaim } from './claim.ts';

/** Somebody at a case, with where the case lies: whoever looks at that area is told. */
interface Placed extends Present {
  areaCode: string;
}

/** What one process tells the others. */
type Word = { here: Placed } | { gone: string } | { claim: PlacedClaim } | { ask: true };

export interface PresenceOptions {
  io: Clients;
  connect: () => pg.Client;
  /** Where a case lies, or undefined where this viewer reaches no such case. */
  areaOf: (viewer: Viewer, caseId: string) => Promise<string | undefined>;
  claims: () => Promise<PlacedClaim[]>;
  onFault: (fault: unknown) => void;
}

/** What happens within this time is told in one message. */
const FOLD_MS = 100;
/** Three turns without a word: the process that spoke for somebody is gone. */
const FORGET_MS = 3 * everyMs('presence') + 1_000;

/**
 * Who is at which case. It lives in memory only and hangs on no word: every process speaks for its own sockets, says
 * all of it again at every turn, and forgets what nobody says any more. Claims are rows, and are read again with it.
 */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #ear: Ear;
  readonly #people = new Map<string, { one: Placed; own: boolean; heardAt: number }>();
  readonly #claims = new Map<string, { claim: PlacedClaim; at: number }>();
  /** Desks of this process, by their seats. */
  readonly #desks = new Map<string, Client>();
  readonly #changed = new Set<string>();
  readonly #gone = new Map<string, string>();
  readonly #claimed = new Map<string, PlacedClaim>();
  #fold: NodeJS.Timeout | undefined;
  readonly #turns: NodeJS.Timeout;

  constructor(options: PresenceOptions) {
    this.#options = options;
    const { connect, onFault, io } = options;
    this.#ear = new Ear({
      ...{ connect, onFault, channel: 'presence' },
      onWord: (word) => this.#hear(JSON.parse(word) as Word),
      onOpen: () => {
        this.#say({ ask: true });
        this.#sayAll();
      },
    });
    io.on('connection', (socket) => {
      socket.on('look', (message: unknown) => {
        const look = v.safeParse(LOOK, message);
        if (look.success) void this.#look(socket, look.output).catch(onFault);
        else cut(socket, 'bad-input');
      });
      socket.on('disconnect', () => this.#leave(socket));
    });
    this.#turns = setInterval(() => void this.#turn().catch(onFault), everyMs('presence'));
    void this.#turn().catch(onFault);
  }

  /** A claim was made, renewed or given up through this process. */
  claimed(claim: PlacedClaim): void {
    this.#take(claim);
    this.#say({ claim });
  }

  async stop(): Promise<void> {
    clearInterval(this.#turns);
    clearTimeout(this.#fold);
    await this.#ear.stop();
  }

  async #look(socket: Client, { caseId, doing }: Look): Promise<void> {
    const { viewer } = socket.data;
    if (viewer.kind !== 'person') return;
    const seat = socket.id;
    if (!this.#desks.has(seat)) {
      this.#desks.set(seat, socket);
      this.#tellAll(socket);
    }
    const known = this.#people.get(seat)?.one;
    const areaCode =
      caseId === null
        ? undefined
        : known?.caseId === caseId
          ? known.areaCode
          : await this.#options.areaOf(viewer, caseId);
    if (!this.#desks.has(seat)) return;
    if (caseId === null || areaCode === undefined) return this.#forget(seat, true);
    const { id: personId, name } = viewer.person;
    const one: Placed = { seat, personId, name, caseId, doing, areaCode };
    this.#place(one, true);
    this.#say({ here: one });
  }

  #leave(socket: Client): void {
    if (this.#desks.delete(socket.id)) this.#forget(socket.id, true);
  }

  #hear(word: Word): void {
    if ('ask' in word) this.#sayAll();
    else if ('here' in word) this.#place(word.here, false);
    else if ('gone' in word) this.#forget(word.gone, false);
    else this.#take(word.claim);
  }

  #place(one: Placed, own: boolean): void {
    const before = this.#people.get(one.seat)?.one;
    this.#people.set(one.seat, { one, own, heardAt: performance.now() });
    if (before?.caseId === one.caseId && before.doing === one.doing) return;
    // One who goes on to a case of another area is gone for those who see only the first.
    if (before && before.areaCode !== one.areaCode) this.#gone.set(one.seat, before.areaCode);
    this.#changed.add(one.seat);
    this.#soon();
  }

  #forget(seat: string, tell: boolean): void {
    const before = this.#people.get(seat);
    if (!before) return;
    this.#people.delete(seat);
    this.#changed.delete(seat);
    this.#gone.set(seat, before.one.areaCode);
    this.#soon();
    if (tell) this.#say({ gone: seat });
  }

  #take(claim: PlacedClaim): void {
    if (claim.remainingMs > 0) this.#claims.set(claim.caseId, { claim, at: performance.now() });
    else this.#claims.delete(claim.caseId);
    this.#claimed.set(claim.caseId, claim);
    this.#soon();
  }

  #say(word: Word): void {
    this.#ear.say(JSON.stringify(word));
  }

  #sayAll(): void {
    for (const { one, own } of this.#people.values()) if (own) this.#say({ here: one });
  }

  async #turn(): Promise<void> {
    this.#sayAll();
    const now = performance.now();
    for (const [seat, { own, heardAt }] of this.#people)
      if (!own && now - heardAt > FORGET_MS) this.#forget(seat, false);
    const standing = new Map((await this.#options.claims()).map((one) => [one.caseId, one]));
    for (const [caseId, { claim }] of this.#claims)
      if (!standing.has(caseId)) this.#take({ ...claim, remainingMs: 0 });
    for (const claim of standing.values())
      if (this.#claims.get(claim.caseId)?.claim.personId !== claim.personId) this.#take(claim);
  }

  #soon(): void {
    this.#fold ??= setTimeout(() => {
      this.#fold = undefined;
      this.#tell();
    }, FOLD_MS);
  }

  /** Everything that is there, to a desk that has just sat down. */
  #tellAll(socket: Client): void {
    const people = [...this.#people.values()].map(({ one }) => one).filter((one) => reaches(socket, one));
    const claims = [...this.#claims.values()].map(({ claim, at }) => ({
      ...claim,
      remainingMs: Math.max(0, Math.round(claim.remainingMs - (performance.now() - at))),
    }));
    socket.emit('presence', {
      ...{ own: socket.id, whole: true, gone: [] },
      people: people.map(presentOf),
      claims: claims.filter((one) => reaches(socket, one)).map(claimOf),
    });
  }

  #tell(): void {
    const people = [...this.#changed].flatMap((seat) => this.#people.get(seat)?.one ?? []);
    const gone = [...this.#gone];
    const claims = [...this.#claimed.values()];
    this.#changed.clear();
    this.#gone.clear();
    this.#claimed.clear();
    for (const socket of this.#desks.values()) {
      const message = {
        people: people.filter((one) => reaches(socket, one)).map(presentOf),
        gone: gone.filter(([, areaCode]) => reaches(socket, { areaCode })).map(([seat]) => seat),
        claims: claims.filter((one) => reaches(socket, one)).map(claimOf),
      };
      if (message.people.length + message.gone.length + message.claims.length > 0)
        socket.emit('presence', { own: socket.id, whole: false, ...message });
    }
  }
}

const reaches = (socket: Client, { areaCode }: { areaCode: string }): boolean =>
  rightsOf(socket.data.viewer).areas.some((prefix) => within(areaCode, prefix));

const presentOf = ({ areaCode: _, ...one }: Placed): Present => one;
const claimOf = ({ areaCode: _, ...one }: PlacedClaim): Claim => one;

/** Where a case lies, of those that this transaction reaches. */
export async function areaOf(tx: Database, caseId: string): Promise<string | undefined> {
  const { areaCode } = caseTable;
  const [row] = await tx.select({ areaCode }).from(caseTable).where(eq(caseTable.id, caseId));
  return row?.areaCode;
}
