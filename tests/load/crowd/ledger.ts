import type pg from 'pg';
import type { Outcome } from './line.ts';

/** How the commands stand in the tables: what was acknowledged must be there once, what was never answered at most once. */
export interface Reckoning {
  accepted: number;
  refused: number;
  silent: number;
  retried: number;
  /** Acknowledged, and not there. */
  lost: string[];
  /** There more often than it was asked for. */
  double: string[];
  /** Refusals by code. */
  codes: Record<string, number>;
}

const PAGE = 5_000;

/** Everything that was sent, and what was said to it. */
export class Ledger {
  readonly outcomes: Outcome[] = [];

  add(outcome: Outcome): void {
    this.outcomes.push(outcome);
  }

  async reckon(pool: pg.Pool): Promise<Reckoning> {
    const sum: Reckoning = {
      ...{ accepted: 0, refused: 0, silent: 0, retried: 0, lost: [], double: [], codes: {} },
    };
    for (let from = 0; from < this.outcomes.length; from += PAGE) {
      const page = this.outcomes.slice(from, from + PAGE);
      const found = await factsOf(
        pool,
        page.map(({ id }) => id),
      );
      for (const one of page) count(sum, one, found.get(one.id) ?? []);
    }
    return sum;
  }
}

function count(
  sum: Reckoning,
  { id, fate, events, code, attempts }: Outcome,
  facts: readonly string[],
): void {
  sum[fate] += 1;
  if (attempts > 1) sum.retried += 1;
  if (code !== '') sum.codes[code] = (sum.codes[code] ?? 0) + 1;
  const twice = facts.length > new Set(facts).size && new Set(events).size === events.length;
  if (fate === 'accepted') {
    if (facts.length < events.length) sum.lost.push(id);
    if (facts.length > events.length) sum.double.push(id);
  } else if (fate === 'refused' ? facts.length > 0 : twice) sum.double.push(id);
}

/** The types of the facts that each command made, from the log itself. */
async function factsOf(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ id: string; types: string[] }>(
    `select command_id as id, array_agg(type) as types from event where command_id = any($1::uuid[]) group by 1`,
    [ids],
  );
  return new Map(rows.map(({ id, types }) => [id, types]));
}
