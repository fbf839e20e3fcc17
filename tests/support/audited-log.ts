import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { Anchoring } from '#server/audit/anchoring.ts';
import { note, type AuditEntry } from '#server/audit/entry.ts';
import { ChainWriter } from '#server/audit/extend.ts';
import type { AuditKey } from '#server/audit/key.ts';
import type { Sink } from '#server/audit/sink.ts';
import type { Database } from '#server/db/pool.ts';

export const newKey = (): AuditKey => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { private: privateKey, public: publicKey };
};

/** A database with some facts and entries, chained and anchored in a sink that is a list. */
export class AuditedLog {
  readonly db: Database;
  readonly key = newKey();
  /** What the sink has taken: no owner of the database can change it. */
  readonly lines: string[] = [];
  readonly writer: ChainWriter;
  readonly anchoring: Anchoring;

  constructor(db: Database) {
    this.db = db;
    this.writer = new ChainWriter(db);
    this.anchoring = new Anchoring(db, this.key, listed(this.lines));
  }

  /** So many rows of the log, numbered by the feed like any other; what they tell is nobody's. */
  async write(count: number): Promise<void> {
    await this.db.execute(sql`
      insert into event (case_id, version, type, at, body, after)
      select gen_random_uuid(), n, 'case.reported', now(), jsonb_build_object('n', n, 'share', n / 3.0), '{}'
      from generate_series(1, ${count}::integer) n`);
  }

  async note(count: number, entry: AuditEntry = { actor: 'ps-dispatch-1', act: 'sign-in' }): Promise<void> {
    for (let n = 0; n < count; n += 1) await note(this.db, { details: { n }, ...entry });
  }

  /** Facts and entries, chained, and both heads signed and taken by the sink. */
  async live(facts: number, entries = facts): Promise<void> {
    await this.write(facts);
    await this.note(entries);
    await this.writer.extend();
    await this.anchoring.sign(0);
    await this.anchoring.turn();
  }

  /** Whoever owns the database may take the guards away. */
  async unguarded(...statements: string[]): Promise<void> {
    const all = ['set local session_replication_role = replica', ...statements].join('; ');
    await this.db.execute(sql.raw(`begin; ${all}; commit`));
  }
}

const listed = (lines: string[]): Sink => ({
  name: 'list',
  take: (line) => {
    lines.push(line);
    return Promise.resolve();
  },
});
