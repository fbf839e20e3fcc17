import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/** Whatever belongs to a case names it so. */
const OF_A_CASE = ['event', 'timer', 'sealed', 'case_key', 'receipt', 'media', 'search'];

/** Nothing is left of a case that does not exist: a timer without its case would never fire. */
export async function checkOrphans(tx: Database): Promise<Check> {
  const differences: string[] = [];
  let checked = 0;
  for (const table of OF_A_CASE) {
    checked += await tx.$count(sql.identifier(table));
    const { rows } = await tx.execute<{ id: string; n: string }>(sql`
      select case_id as id, count(*) as n from ${sql.identifier(table)} one
      where not exists (select 1 from "case" c where c.id = one.case_id) group by 1 order by 1`);
    differences.push(...rows.map(({ id, n }) => `${n} of ${table} without case ${id}`));
  }
  return { zh: '没有无主的记录', en: 'nothing belongs to a case that does not exist', checked, differences };
}
