import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Database, Pool } from '#server/db/pool.ts';

/** How the database carries out the one statement of `work`: its plan, and how many pages that touches. */
export interface Explained {
  plan: string;
  buffers: number;
  /** Pages of the catalogue that planning touches, where it is planned anew. */
  planningBuffers: number;
}

export async function explained(pool: Pool, work: (db: Database) => Promise<unknown>): Promise<Explained> {
  let said: pg.QueryConfig | undefined;
  const query = (config: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    said ??= { values, ...config };
    return pool.raw.query(config, values);
  };
  await work(drizzle({ client: { query } as unknown as pg.Pool, casing: 'snake_case' }));
  const { rows } = await pool.raw.query(
    `explain (analyze, buffers, format json) ${said?.text ?? ''}`,
    said?.values,
  );
  const { Plan: plan, Planning: planning } = rows[0]['QUERY PLAN'][0];
  return { plan: JSON.stringify(plan), buffers: touched(plan), planningBuffers: touched(planning ?? {}) };
}

const touched = (node: Record<string, number>): number =>
  (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0);
