import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/**
 * What was answered as accepted is in the log: every command with its result, and exactly the facts that the answer
 * names. An act that was acknowledged and lost would be found here.
 */
export async function checkCommands(tx: Database): Promise<Check> {
  const { rows } = await tx.execute<{ id: string; answered: number | null; logged: number }>(sql`
    with logged as (
      select command_id, case_id, count(*) as n from event where command_id is not null group by 1, 2
    )
    select c.id, jsonb_array_length(c.result->'events') as answered, coalesce(l.n, 0)::int as logged
    from command c
    left join logged l on l.command_id = c.id and l.case_id = (c.result->>'caseId')::uuid
    where c.result is null or jsonb_array_length(c.result->'events') is distinct from coalesce(l.n, 0)::int`);
  return {
    zh: '已答复的命令都在事件中',
    en: 'every command that was answered has its events, none more',
    checked: await tx.$count(sql`command`),
    differences: rows.map(({ id, answered, logged }) =>
      answered === null
        ? `command ${id} without result`
        : `command ${id}: answered ${answered}, logged ${logged}`,
    ),
  };
}
