import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import { dueUnder } from '#server/retention/due.ts';
import { rulesInForce, type RuleInForce } from '#server/retention/rule.ts';

/** A rule and what it would delete now: how many cases (or orders), and when the first and the last of them were over. */
export interface RuleReport extends RuleInForce {
  due: number;
  oldestAt: number | null;
  newestAt: number | null;
}

export interface RetentionReport {
  rules: RuleReport[];
}

/** Counts and instants, and nothing of anybody. */
export async function retentionReport(db: Database): Promise<RetentionReport> {
  const rules: RuleReport[] = [];
  for (const rule of await rulesInForce(db)) {
    const { rows } = await db.execute<{ due: number; oldest: Date | null; newest: Date | null }>(sql`
      select count(*)::int as due, min(at) as oldest, max(at) as newest
      from (${dueUnder(rule.subject, rule.days)}) as one`);
    const [row] = rows;
    rules.push({
      ...rule,
      due: row?.due ?? 0,
      oldestAt: row?.oldest ? new Date(row.oldest).getTime() : null,
      newestAt: row?.newest ? new Date(row.newest).getTime() : null,
    });
  }
  return { rules };
}
