import { setImmediate as breathe, setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { viewKey } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { Person } from '#domain/person/person.ts';
import { loadBorders } from '#server/area/border.ts';
import { cityOf } from '#server/demo/city/city.ts';
import { Ground } from '#server/demo/day/ground.ts';
import { Random } from '#server/demo/day/random.ts';
import { Staff } from '#server/demo/day/staff.ts';
import { Ledger, type Reckoning } from './ledger.ts';
import { Lives, reportAt, type Act } from './life.ts';
import { send, type Outcome } from './line.ts';
import { crowdOf, HOME, viewOf } from './people.ts';
import { Screen, type Noticed } from './screen.ts';
import { cookieOf } from './session.ts';
import { spreadOf, type Spread } from './spread.ts';
import { agrees, compare, readTruth } from './truth.ts';

export interface CrowdAsk {
  /** Where the truth is read, past every fault. */
  databaseUrl: string;
  /** The one address of the installation. */
  url: string;
  secret: string;
  seed: string;
  screens: number;
}

/** Commands a second; with `burst`, the last `forS` of every `everyS` seconds at another rate. */
export interface Rate {
  perSecond: number;
  burst?: { perSecond: number; everyS: number; forS: number };
  /** Addresses of single processes to send to, instead of the installation's. */
  urls?: string[];
}

/** What the screens went through since they were last asked. */
export interface ScreenFigures {
  recoveries: Spread;
  delays: Spread;
  cuts: number;
  snapshots: number;
  mostSnapshotsASocket: number;
  longestUnsaidMs: number;
  states: Record<string, number>;
}

export interface CommandFigures {
  /** From sending to the answer that counts, over all attempts. */
  took: Spread;
  /** The longest time in which nothing was acknowledged although something was asked, in milliseconds. */
  longestGapMs: number;
  accepted: number;
  held: number;
}

export interface ViewCheck {
  checks: number;
  differ: string[];
}

const MOST_IN_FLIGHT = 120;

/** Screens and users of one district, as a district has them: the screens fold their boards, the users act on cases and repeat what was not answered. */
export class Crowd {
  readonly #ask: CrowdAsk;
  readonly #pool: pg.Pool;
  readonly #random: Random;
  readonly #ground: Ground;
  readonly #lives: Lives;
  readonly #people: readonly Person[];
  readonly #screens: Screen[] = [];
  readonly #ledger = new Ledger();
  readonly #open: string[] = [];
  readonly #busy = new Set<string>();
  readonly #flying = new Set<Promise<void>>();
  #since = 0;
  #rate: Rate | undefined;
  #held = 0;
  readonly #errors = new Map<string, number>();
  #answered: Outcome[] = [];
  #looking: NodeJS.Timeout | undefined;

  constructor(ask: CrowdAsk) {
    this.#ask = ask;
    this.#pool = new pg.Pool({ connectionString: ask.databaseUrl, max: 4, connectionTimeoutMillis: 5_000 });
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
    this.#random = new Random(ask.seed);
    const city = cityOf();
    this.#people = crowdOf(city.people);
    this.#ground = new Ground(city, loadBorders(), HOME);
    this.#lives = new Lives(new Staff(city.people), city.departments, this.#random);
  }

  /** Opens the screens, and answers when each of them holds its view. */
  async openScreens(): Promise<void> {
    const { screens } = this.#ask;
    const watchers = this.#people.filter((one) => one.role !== 'volunteer' || one.force === 'grid');
    for (let n = 0; n < screens; n += 1) {
      const person = n < 4 ? this.#people.find((one) => one.role === 'leader')! : this.#random.pick(watchers);
      const screen = new Screen(person.username, viewOf(person));
      this.#seat(screen);
      this.#screens.push(screen);
      if (n % 25 === 24) await pause(50);
    }
    this.#looking = setInterval(() => {
      const now = performance.now();
      for (const screen of this.#screens) screen.look(now);
    }, 100);
    await this.#until(() => this.#screens.every(({ board }) => board.liveness === 'live'), 60_000);
  }

  /** From now on users act at this rate, until `pause`. */
  begin(rate: Rate): void {
    this.#rate = rate;
    if (this.#since === 0) void this.#drive();
  }

  /** No new commands; answers when all that were sent have an answer or nobody waits for one any more. */
  async pause(): Promise<void> {
    this.#rate = undefined;
    while (this.#flying.size > 0) await Promise.all(this.#flying);
  }

  async #drive(): Promise<void> {
    this.#since = performance.now();
    let due = 0;
    let last = this.#since;
    while (this.#rate) {
      const now = performance.now();
      const { perSecond, burst } = this.#rate;
      const second = Math.floor((now - this.#since) / 1000);
      const bursting = burst !== undefined && second % burst.everyS >= burst.everyS - burst.forS;
      due += ((now - last) / 1000) * (bursting ? burst.perSecond : perSecond);
      last = now;
      for (; due >= 1; due -= 1) this.#launch();
      await pause(10);
    }
    this.#since = 0;
  }

  /** So many commands as fast as they are answered, `together` at a time; they are under way when this answers. */
  burst(together: number, n: number): void {
    let left = n;
    const worker = async (): Promise<void> => {
      while ((left -= 1) >= 0) await this.#one();
    };
    for (let at = 0; at < together; at += 1) this.#fly(worker());
  }

  #fly(work: Promise<void>): void {
    const flying = work.finally(() => this.#flying.delete(flying));
    this.#flying.add(flying);
  }

  #launch(): void {
    // The machine is at its limit: what cannot be sent is not sent, and counted.
    if (this.#flying.size >= MOST_IN_FLIGHT) return void (this.#held += 1);
    this.#fly(this.#one());
  }

  async #one(): Promise<void> {
    const act = await this.#choose();
    if (!act) return;
    const urls = this.#rate?.urls;
    const outcome = await this.send(act, urls ? this.#random.pick(urls) : this.#ask.url);
    if (act.type === 'case.report' && outcome.fate === 'accepted') this.#open.push(outcome.caseId);
    if (act.caseId !== undefined) this.#busy.delete(act.caseId);
  }

  /** A new report, or the next act on a case that nobody acts on at this moment. */
  async #choose(): Promise<Act | undefined> {
    const idle = this.#open.length - this.#busy.size;
    if (idle < 20 || this.#random.chance(0.15)) return reportAt(this.#ground.anywhere(this.#random));
    let at = Math.floor(this.#random.next() * this.#open.length);
    while (this.#busy.has(this.#open[at]!)) at = (at + 1) % this.#open.length;
    const id = this.#open[at]!;
    this.#busy.add(id);
    const subject = await this.#read(id);
    const act = subject && this.#lives.next(subject);
    if (act) return act;
    this.#busy.delete(id);
    if (subject) this.#open.splice(this.#open.indexOf(id), 1);
    return subject ? this.#choose() : undefined;
  }

  async #read(id: string): Promise<Case | undefined> {
    try {
      const { rows } = await this.#pool.query<{ body: Case }>('select body from "case" where id = $1', [id]);
      return rows[0]?.body;
    } catch {
      // The database is down, which is the fault that is tried: somebody else's turn.
      return undefined;
    }
  }

  /** One command, kept in the ledger. */
  async send(act: Act, url = this.#ask.url): Promise<Outcome> {
    const cookie = act.username === null ? undefined : cookieOf(act.username, this.#ask.secret);
    const outcome = await send(url, act, { cookie, onPassing: (word) => this.#count(word) });
    this.#ledger.add(outcome);
    this.#answered.push(outcome);
    return outcome;
  }

  #count(word: string): void {
    this.#errors.set(word, (this.#errors.get(word) ?? 0) + 1);
  }

  /** What was answered since this was last asked, by all or by these addresses only. */
  takeCommands(urls?: readonly string[]): CommandFigures {
    const asked = (one: Outcome): boolean => urls === undefined || urls.includes(one.url);
    const accepted = this.#answered.filter((one) => one.fate === 'accepted' && asked(one));
    const times = accepted.map((one) => one.answeredAt).sort((a, b) => a - b);
    const gaps = times.slice(1).map((at, n) => at - times[n]!);
    const figures = {
      took: spreadOf(accepted.map((one) => one.tookMs)),
      longestGapMs: Math.max(0, ...gaps),
      accepted: accepted.length,
      held: this.#held,
    };
    this.#answered = [];
    this.#held = 0;
    return figures;
  }

  /** Milliseconds until the next command is acknowledged; the bound where none is. */
  async untilAccepted(boundMs: number): Promise<number> {
    const begun = performance.now();
    const since = this.#answered.length;
    await this.#until(() => this.#answered.slice(since).some((one) => one.fate === 'accepted'), boundMs);
    return performance.now() - begun;
  }

  /** Makes so many cases that wait for a department's signature, as fast as they are answered; answers the signatures. */
  async dispatchMany(n: number): Promise<Act[]> {
    const signatures: Act[] = [];
    let left = n;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const signature = await this.#dispatchOne();
        if (signature) signatures.push(signature);
      }
    };
    await Promise.all(Array.from({ length: 24 }, worker));
    return signatures;
  }

  async #dispatchOne(): Promise<Act | undefined> {
    const { caseId } = await this.send(reportAt(this.#ground.anywhere(this.#random)));
    for (let steps = 0; steps < 12; steps += 1) {
      const subject = await this.#read(caseId);
      const act = subject && this.#lives.next(subject);
      if (!act) return undefined;
      if (act.type === 'assignment.sign') return act;
      await this.send(act);
    }
    return undefined;
  }

  /** Sends these at instants of this machine's clock, all under way at once. */
  async sendAt(acts: readonly { act: Act; at: number }[]): Promise<Outcome[]> {
    return Promise.all(
      acts.map(async ({ act, at }) => {
        await pause(Math.max(0, at - Date.now()));
        return this.send(act);
      }),
    );
  }

  /** How many screens say what of themselves. */
  states(): Record<string, number> {
    const states: Record<string, number> = {};
    for (const { board } of this.#screens) states[board.liveness] = (states[board.liveness] ?? 0) + 1;
    return states;
  }

  /** What attempts were told that decided nothing, and how often, since this was last asked. */
  takeErrors(): Record<string, number> {
    const errors = Object.fromEntries(this.#errors);
    this.#errors.clear();
    return errors;
  }

  takeScreens(): ScreenFigures {
    const all = this.#screens.map((screen) => screen.take());
    const most = (key: 'mostSnapshotsASocket' | 'longestUnsaidMs'): number =>
      Math.max(0, ...all.map((one: Noticed) => one[key]));
    return {
      recoveries: spreadOf(all.flatMap((one) => one.recoveries)),
      delays: spreadOf(all.flatMap((one) => one.delays)),
      cuts: this.#screens.reduce((sum, one) => sum + one.cuts, 0),
      snapshots: all.reduce((sum, one) => sum + one.snapshots, 0),
      mostSnapshotsASocket: most('mostSnapshotsASocket'),
      longestUnsaidMs: most('longestUnsaidMs'),
      states: this.states(),
    };
  }

  /** Cuts this share of the lines from the screens' side, or gives them a page that knows nothing yet. */
  cutSome(share: number): void {
    for (const screen of this.#screens) {
      if (!this.#random.chance(share)) continue;
      if (this.#random.chance(0.5)) screen.cut();
      else this.#seat(screen);
    }
  }

  /** Somebody of a community who looks at an area alone. */
  somebody(): string | undefined {
    const own = this.#screens.filter(({ view }) => view.areas[0]?.length === 12);
    return own.length > 0 ? this.#random.pick(own).username : undefined;
  }

  /** Milliseconds until every screen of this person has been shown out. */
  async untilCut(username: string, boundMs: number): Promise<number> {
    const begun = performance.now();
    const own = this.#screens.filter((one) => one.username === username);
    await this.#until(() => own.every(({ board }) => board.liveness === 'denied'), boundMs);
    return performance.now() - begun;
  }

  reopen(username: string): void {
    for (const screen of this.#screens) if (screen.username === username) this.#seat(screen);
  }

  #seat(screen: Screen): void {
    screen.open({ url: this.#ask.url, cookie: cookieOf(screen.username, this.#ask.secret) });
  }

  /**
   * Compares every screen with the tables until each is live and holds what they hold; what differs after the bound is named.
   * @param boundMs how long the screens have to themselves: to compare hundreds of them takes this process longer than that.
   * Between two of them it listens, or sockets would be cut and connections given up because nobody heard the other side.
   */
  async checkScreens(boundMs = 30_000): Promise<ViewCheck> {
    let left = [...this.#screens];
    for (let given = 0, rest = 250; ; rest *= 2) {
      const truths = await readTruth(
        this.#pool,
        left.map((one) => one.view),
      );
      const behind: Screen[] = [];
      const differ: string[] = [];
      for (const screen of left) {
        const { board } = screen.board;
        const truth = truths.get(viewKey(screen.view))!;
        const difference = compare(board, truth);
        if (!agrees(difference) || screen.board.liveness !== 'live') {
          const counts = Object.entries(difference).map(([kind, ids]) => `${kind} ${ids.length}`);
          const where = `${screen.board.liveness}, at ${board.cursor} of ${truth.seq}`;
          differ.push(`${screen.username} (${where}): ${counts.join(', ')}`);
          behind.push(screen);
        }
        await breathe();
      }
      left = behind;
      if (left.length === 0 || given >= boundMs) return { checks: this.#screens.length, differ };
      await pause(rest);
      given += rest;
    }
  }

  /** Milliseconds until every screen is live again and has read the feed as far as it is now. */
  async untilCurrent(boundMs: number): Promise<number> {
    const begun = performance.now();
    const { rows } = await this.#pool.query<{ seq: string }>('select seq from feed_head');
    const head = Number(rows[0]!.seq);
    await this.#until(
      () => this.#screens.every(({ board }) => board.liveness === 'live' && board.board.cursor >= head),
      boundMs,
    );
    return performance.now() - begun;
  }

  reckon(): Promise<Reckoning> {
    return this.#ledger.reckon(this.#pool);
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    for (const screen of this.#screens) screen.close();
    await this.#pool.end();
  }

  async #until(probe: () => boolean, boundMs: number): Promise<void> {
    for (const since = performance.now(); !probe() && performance.now() - since < boundMs;) await pause(50);
  }
}
