import { Gauge, type Registry } from 'prom-client';
import type pg from 'pg';
import type { Readiness } from '#server/app.ts';
import type { Standing } from '#server/audit/standing.ts';

/** What is asked for each time somebody reads. */
export interface StateSources {
  readiness: () => Promise<Readiness>;
  pools: readonly pg.Pool[];
  /** The last number of the feed that this process has read. */
  seq: () => number;
  audit: () => Promise<Standing>;
}

const READ = {
  feedLag: ['feed_lag', 'Numbers of the feed that this process has not read yet.'],
  timerBacklog: ['timer_backlog', 'Timers armed and due for more than five seconds.'],
  openCases: ['open_cases', 'Cases that are not over.'],
} as const;

/**
 * What is so at the moment of reading. Where the database does not answer, what only it knows is left out, and
 * `faling_database_up` says so.
 */
export class State {
  readonly #sources: StateSources;
  readonly #up: Gauge;
  readonly #seq: Gauge;
  readonly #connections: Gauge<'state'>;
  readonly #unbound: Gauge;
  readonly #anchorAge: Gauge;
  readonly #read: Record<keyof typeof READ, Gauge>;

  constructor(registry: Registry, sources: StateSources) {
    const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> =>
      new Gauge({ name: `faling_${name}`, help, labelNames, registers: [registry] });
    this.#sources = sources;
    this.#up = gauge('database_up', '1 where the database answers.');
    this.#seq = gauge('feed_seq', 'The last number of the feed that this process has read.');
    this.#connections = gauge('database_connections', 'Connections of the pools; waiting are asked for.', [
      'state',
    ]);
    this.#unbound = gauge(
      'audit_unbound',
      'Rows of the log and entries that no link of the chains binds yet.',
    );
    this.#anchorAge = gauge('audit_anchor_age_seconds', 'Since a head of the chains was last taken outside.');
    this.#read = {
      feedLag: gauge(...READ.feedLag),
      timerBacklog: gauge(...READ.timerBacklog),
      openCases: gauge(...READ.openCases),
    };
  }

  async refresh(): Promise<void> {
    const { pools, readiness, seq, audit } = this.#sources;
    const sum = (count: (pool: pg.Pool) => number): number => pools.reduce((n, pool) => n + count(pool), 0);
    this.#connections.set(
      { state: 'busy' },
      sum((pool) => pool.totalCount - pool.idleCount),
    );
    this.#connections.set(
      { state: 'idle' },
      sum((pool) => pool.idleCount),
    );
    this.#connections.set(
      { state: 'waiting' },
      sum((pool) => pool.waitingCount),
    );
    this.#seq.set(seq());
    const found = await readiness().catch(() => null);
    this.#up.set(found ? 1 : 0);
    for (const name of Object.keys(READ) as (keyof typeof READ)[]) {
      if (found) this.#read[name].set(found[name]);
      else this.#read[name].remove();
    }
    this.#tellAudit(found && (await audit().catch(() => null)));
  }

  /** An age is told only where something was ever taken: an installation without a sink has none. */
  #tellAudit(standing: Standing | null): void {
    if (standing) this.#unbound.set(standing.chains.feed.unbound + standing.chains.entries.unbound);
    else this.#unbound.remove();
    if (standing?.taken) this.#anchorAge.set(Math.max(0, standing.now - standing.taken.at) / 1_000);
    else this.#anchorAge.remove();
  }
}
