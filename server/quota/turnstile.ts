import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Sealer } from '#server/access/seal.ts';
import { note } from '#server/audit/entry.ts';
import type { Database } from '#server/db/pool.ts';
import { Count, type Counted } from '#server/quota/count.ts';
import { QUOTAS, type Quota, type QuotaName } from '#server/quota/quotas.ts';
import { addShared } from '#server/quota/joint-count.ts';

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
    const share = this.#shareOf(name, whom);
    const own = this.#count.add(share.key, times, share.quota.withinS);
    if (own.times > share.quota.times) return this.#refuse(share, own, times);
    return share.quota.shared ? this.#takeShared(share, times) : undefined;
  }

  /**
   * For secrets that can be guessed: only what fails counts, so that whoever knows theirs is never kept out by it. It counts
   * before the work, and is taken back after a success or a fault of ours, so that a thousand guesses at once do not slip
   * through.
   */
  async attempt<T>(
    name: QuotaName,
    whom: string,
    work: () => Promise<T>,
    failed: (answer: T) => boolean,
  ): Promise<T | Refusal> {
    const share = this.#shareOf(name, whom);
    const own = this.#count.add(share.key, 1, share.quota.withinS);
    if (own.times > share.quota.times) return this.#refuse(share, own, 1);
    let wrong = false;
    try {
      const answer = await work();
      wrong = failed(answer);
      return answer;
    } finally {
      if (wrong) await this.#takeShared(share, 1);
      else this.#count.add(share.key, -1, share.quota.withinS);
    }
  }

  async #takeShared(share: Share, times: number): Promise<Refusal | undefined> {
    const { db, onFault } = this.#options;
    try {
      const all = await addShared(db, share.key, times, share.quota.withinS);
      if (all.times <= share.quota.times) return undefined;
      this.#count.raise(share.key, all.times, all.leftMs);
      return await this.#refuse(share, all, times);
    } catch (fault) {
      onFault(fault);
      return undefined;
    }
  }

  /** The first refusal of a window is noted: an account by its id, all others by a part of their key and nothing else. */
  async #refuse({ name, quota, key, actor }: Share, counted: Counted, times: number): Promise<Refusal> {
    const { db, onFault } = this.#options;
    if (counted.times - times <= quota.times) {
      const details = { key: key.slice(0, 16) };
      await note(db, { actor, act: 'quota.exceeded', subject: name, details }).catch(onFault);
    }
    return refuse('too-many', { seconds: Math.max(1, Math.ceil(counted.leftMs / 1_000)) });
  }

  /** Its key is short enough for an index and says nothing of who it is. */
  #shareOf(name: QuotaName, whom: string): Share {
    const quota = this.#quotas[name];
    const plain = quota.by === 'address' ? lineOf(whom) : whom;
    const key = this.#options.sealer.hash(`quota ${name} ${plain}`);
    return { name, quota, key, actor: quota.by === 'account' ? whom : 'nobody' };
  }
}

/** What somebody may have of a quota. */
interface Share {
  name: QuotaName;
  quota: Quota;
  key: string;
  actor: string;
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
