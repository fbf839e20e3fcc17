import { sql } from 'drizzle-orm';
import type { Database } from '#server/db/pool.ts';
import type { Check } from './check.ts';

/** An order is known by its number on paper: each number stands for one order, and each order was drafted once. */
export async function checkOrders(tx: Database): Promise<Check> {
  const orders = sql`(select c.id as case_id, o->>'id' as id, o->>'number' as number
    from "case" c, jsonb_array_elements(c.body->'orders') as o) as orders`;
  const { rows: twice } = await tx.execute<{ number: string; n: string }>(
    sql`select number, count(*) as n from ${orders} group by 1 having count(*) > 1 order by 1`,
  );
  const { rows: undrafted } = await tx.execute<{ number: string; n: string }>(sql`
    with drafted as (
      select body->'body'->>'orderId' as id, count(*) as n from event where type = 'order.drafted' group by 1
    )
    select number, coalesce(d.n, 0) as n from ${orders} left join drafted d using (id)
    where d.n is distinct from 1 order by 1`);
  return {
    zh: '发令单编号各一、起草各一次',
    en: 'each number stands for one order, each order was drafted once',
    checked: await tx.$count(orders),
    differences: [
      ...twice.map(({ number, n }) => `order ${number} stands ${n} times`),
      ...undrafted.map(({ number, n }) => `order ${number} was drafted ${n} times`),
    ],
  };
}
