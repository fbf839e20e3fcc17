/** A classic bug as a change of the product's text, and the row that has to notice it. */
export interface Plant {
  name: string;
  edits: readonly Edit[];
  /** The number of the row that fails on a copy with this bug. */
  caughtBy: number;
}

export interface Edit {
  file: string;
  /** Stands in the file exactly once; plants.test.ts holds it to that. */
  find: string;
  replace: string;
}

/** The bugs of reliability.md §5, "Test the tests". They are planted into a copy: the product knows no switch. */
export const PLANTS: readonly Plant[] = [
  {
    name: 'bigserial tail',
    caughtBy: 11,
    edits: [
      {
        file: 'drizzle/0001_feed.sql',
        find: '  UPDATE feed_head SET seq = seq + 1 WHERE id = 1 RETURNING seq INTO next;',
        replace: '  next := NEW.eid;\n  UPDATE feed_head SET seq = greatest(seq, next) WHERE id = 1;',
      },
      {
        file: 'server/feed/tail.ts',
        find: 'if (row.seq !== this.#seq + 1) return this.#halt(`after ${this.#seq} came ${row.seq}`);',
        replace: '',
      },
    ],
  },
  {
    name: 'rows before head',
    caughtBy: 11,
    edits: [
      {
        file: 'server/feed/snapshot.ts',
        find: `      const [head] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
      if (!head) throw new Error('the feed has no head');
      const { now, real } = await readClocks(tx);
      return read(tx, { epoch: head.epoch, seq: head.seq, now, real }, heldBy(view, now));
    },
    'read',`,
        // As long as the rows of a large city take to be read.
        replace: `      const { now, real } = await readClocks(tx);
      const early = await read(tx, { epoch: '', seq: 0, now, real }, heldBy(view, now));
      await tx.execute(sql\`select pg_sleep(0.03)\`);
      const [head] = await tx.select().from(feedHeadTable).where(eq(feedHeadTable.id, 1));
      return { ...early, epoch: head!.epoch, seq: head!.seq };
    },
    'write',`,
      },
    ],
  },
  {
    name: 'no tombstones',
    caughtBy: 11,
    edits: [
      {
        file: 'server/feed/row.ts',
        find: `return was ? { kind: 'leave', seq, caseId: event.caseId } : undefined;`,
        replace: 'return undefined;',
      },
    ],
  },
  {
    name: 'rights at connect time only',
    caughtBy: 11,
    edits: [
      {
        file: 'server/hub/hub.ts',
        find: `this.#every('revocation', () => this.#cutRevoked());`,
        replace: '',
      },
    ],
  },
  {
    name: 'application clock',
    caughtBy: 8,
    edits: [
      {
        file: 'server/clock.ts',
        find: 'return new Date(rows[0]?.now ?? Number.NaN).getTime();',
        replace: 'return rows[0] ? Date.now() : Number.NaN;',
      },
    ],
  },
  {
    name: 'missing command id',
    caughtBy: 4,
    edits: [
      {
        file: 'server/command.ts',
        find: 'const earlier = await claim(desk, tx, name, envelope);',
        replace: 'const earlier = await claim(desk, tx, name, { ...envelope, id: randomUUID() });',
      },
    ],
  },
  {
    name: 'silent stale screen',
    caughtBy: 4,
    edits: [{ file: 'src/lib/live/board.svelte.ts', find: `this.#liveness = 'stale';`, replace: '' }],
  },
];
