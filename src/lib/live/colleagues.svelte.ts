import { SvelteMap } from 'svelte/reactivity';
import type { Claim, Look, Present, PresenceMessage } from '#domain/presence.ts';
import type { FeedSocket } from './socket.ts';

/** A held key passes over rows faster than they are worth telling. */
const SETTLE_MS = 150;

/** A claim as this screen counts it down. */
export interface RunningClaim extends Omit<Claim, 'remainingMs'> {
  /** By this machine's monotonic clock. */
  endsAt: number;
}

/** 同事: who is at which case, who acts, and who has claimed what; and what this desk says of itself. */
export class Colleagues {
  readonly #people = new SvelteMap<string, Present>();
  readonly #claims = new SvelteMap<string, RunningClaim>();
  #own = '';
  #look: Look = { caseId: null, doing: 'looking' };
  #socket: FeedSocket | undefined;
  #settle: ReturnType<typeof setTimeout> | undefined;

  /** By case, so that ten thousand rows ask nobody else's. */
  readonly #byCase = $derived.by(() => {
    const by = new Map<string, Present[]>();
    for (const one of this.#people.values()) by.set(one.caseId, [...(by.get(one.caseId) ?? []), one]);
    return by;
  });

  listen(socket: FeedSocket): void {
    this.#socket = socket;
    socket.on('connect', () => this.#tell());
    socket.on('disconnect', () => this.#people.clear());
    socket.on('presence', (message) => this.#hear(message));
  }

  /** Which case stands here, and whether somebody is at work on it. */
  say(caseId: string | null, doing: Look['doing']): void {
    this.#look = { caseId, doing };
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.#tell(), SETTLE_MS);
  }

  /** The others at a case; those who act come first. One person counts once. */
  at(caseId: string): Present[] {
    const here = (this.#byCase.get(caseId) ?? []).filter(({ seat }) => seat !== this.#own);
    const acting = here.filter(({ doing }) => doing === 'acting');
    const all = [...acting, ...here.filter(({ doing }) => doing === 'looking')];
    return all.filter((one, n) => all.findIndex(({ personId }) => personId === one.personId) === n);
  }

  /** @param now of this machine's monotonic clock */
  claimOf(caseId: string, now = performance.now()): RunningClaim | undefined {
    const claim = this.#claims.get(caseId);
    return claim && claim.endsAt > now ? claim : undefined;
  }

  /** Also a claim of one's own, before the server tells everybody. */
  take({ remainingMs, ...claim }: Claim): void {
    if (remainingMs > 0)
      this.#claims.set(claim.caseId, { ...claim, endsAt: performance.now() + remainingMs });
    else this.#claims.delete(claim.caseId);
  }

  #tell(): void {
    if (this.#socket?.connected) this.#socket.emit('look', this.#look);
  }

  #hear({ own, whole, gone, people, claims }: PresenceMessage): void {
    this.#own = own;
    if (whole) {
      this.#people.clear();
      this.#claims.clear();
    }
    for (const seat of gone) this.#people.delete(seat);
    for (const one of people) this.#people.set(one.seat, one);
    for (const claim of claims) this.take(claim);
  }
}
