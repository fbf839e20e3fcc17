import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import type { Board } from '#domain/board/board.ts';
import { viewKey, type View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import { dayNumber, dayStart } from '#domain/timer/calendar.ts';

/** What a view holds by the tables, at one number of the feed. Written anew, so that a fault of the server's own query is seen. */
export interface Truth {
  seq: number;
  cases: Map<string, Case>;
}

/** All these views in one moment. */
export async function readTruth(pool: pg.Pool, views: readonly View[]): Promise<Map<string, Truth>> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const head = await client.query<{ seq: string; now: Date }>(
      'select seq, city_now() as now from feed_head',
    );
    const { seq, now } = head.rows[0]!;
    const since = new Date(dayStart(dayNumber(new Date(now).getTime())));
    const truths = new Map<string, Truth>();
    for (const view of new Map(views.map((one) => [viewKey(one), one])).values()) {
      const { rows } = await client.query<{ id: string; body: Case }>(
        `select id, body from "case" where (closed_at is null or closed_at >= $3 or watched) and (
           exists (select from unnest($1::text[]) a where starts_with(area_code, a)) or departments && $2::text[])`,
        [view.areas, view.departments, since],
      );
      truths.set(viewKey(view), { seq: Number(seq), cases: new Map(rows.map(({ id, body }) => [id, body])) });
    }
    await client.query('commit');
    return truths;
  } finally {
    client.release();
  }
}

/** Ids of what a board holds otherwise than the tables; `foreign` are those that the view does not hold at all. */
export interface Difference {
  missing: string[];
  foreign: string[];
  other: string[];
}

export function compare(board: Board, truth: Truth): Difference {
  const missing = [...truth.cases.keys()].filter((id) => !board.cases.has(id));
  const foreign = [...board.cases.keys()].filter((id) => !truth.cases.has(id));
  const other = [...board.cases].filter(([id, held]) => {
    const is = truth.cases.get(id);
    return is !== undefined && (is.version !== held.version || !isDeepStrictEqual(held, is));
  });
  return { missing, foreign, other: other.map(([id]) => id) };
}

export const agrees = ({ missing, foreign, other }: Difference): boolean =>
  missing.length + foreign.length + other.length === 0;
