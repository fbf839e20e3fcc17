import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Sealer } from '#server/access/seal.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { Count, type Counted } from '#server/quota/count.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { addShared } from '#server/quota/shared-count.ts';

export interface TurnstileOptions {
  db: Database;
  sealer: Sealer;
  onFault: (fault: unknown) => void;
  quotas?: Record<QuotaName, Quota>;
}

/**
 * Lets through what lies within its quota. Each process counts in memory first, so that a flood stays out of the database;
 * what is shared is then counted there. Without a database the count of this process stands: nobody is let through the more.
 */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #quotas: Record<QuotaName, Quota>;
  readonly #count = new Count();

  constructor(options: TurnstileOptions) {
    this.#options = options;
    this.#quotas = options.quotas ?? QUOTAS;
  }

  /** @param whom the address, account, key or code that is counted by; a refusal where it has had its share */
  async take(name: QuotaName, whom: string, times = 1): Promise<Refusal | undefined> {
    const quota = this.#quotas[name];
    const key = this.#keyOf(name, whom);
    const own = this.#count.add(key, times, quota.withinS);
    if (own.times > quota.times) return this.#refuse(name, key, own, times);
    return quota.shared ? this.#takeShared(name, key, times) : undefined;
  }

  /**
   * For secrets that can be guessed: only what fails counts, so that whoever knows theirs is never kept out by it. It counts
   * before the work, and is taken back after a success, so that a thousand guesses at once do not slip through.
   */
  async attempt<T>(
    name: QuotaName,
    whom: string,
    work: () => Promise<T>,
    failed: (answer: T) => boolean,
  ): Promise<T | Refusal> {
    const quota = this.#quotas[name];
    const key = this.#keyOf(name, whom);
    const own = this.#count.add(key, 1, quota.withinS);
    if (own.times > quota.times) return this.#refuse(name, key, own, 1);
    const answer = await work();
    if (failed(answer)) await this.#takeShared(name, key, 1);
    else this.#count.add(key, -1, quota.withinS);
    return answer;
  }

  async #takeShared(name: QuotaName, key: string, times: number): Promise<Refusal | undefined> {
    const { db, onFault } = this.#options;
    const quota = this.#quotas[name];
    try {
      const all = await addShared(db, key, times, quota.withinS);
      if (all.times <= quota.times) return undefined;
      this.#count.raise(key, all.times, all.leftMs);
      return await this.#refuse(name, key, all, times);
    } catch (fault) {
      onFault(fault);
      return undefined;
    }
  }

  /** The first refusal of a window is noted; by its key it can be told from others, and it says nothing of who it was. */
  async #refuse(name: QuotaName, key: string, counted: Counted, times: number): Promise<Refusal> {
    const { db, onFault } = this.#options;
    if (counted.times - times <= this.#quotas[name].times) {
      const details = { key: key.slice(0, 16) };
      await note(db, { actor: 'nobody', act: 'quota.exceeded', subject: name, details }).catch(onFault);
    }
    return refuse('too-many', { seconds: Math.max(1, Math.ceil(counted.leftMs / 1_000)) });
  }

  /** Short enough for an index, and nothing that says who it is. */
  #keyOf(name: QuotaName, whom: string): string {
    const plain = this.#quotas[name].by === 'address' ? lineOf(whom) : whom;
    return this.#options.sealer.hash(`quota ${name} ${plain}`);
  }
}

/** A subscriber of IPv6 has a whole /64 to himself (RFC 6177): it is counted as one address. */
export function lineOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
