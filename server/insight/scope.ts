import { and, eq, gte, inArray, isNull, lt, or, sql, type SQL } from 'drizzle-orm';
import { within } from '#domain/area/area.ts';
import type { Case } from '#domain/case/case.ts';
import type { Role } from '#domain/person/person.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { inViewSql } from '#server/feed/snapshot.ts';
import { periodOf, type Period, type Query } from '#server/insight/query.ts';
import type { WorldData } from '#server/world.ts';

/** Who reads figures, each for the own areas (domain.md §7). Officers, volunteers and the three administrators do not. */
export const READERS: readonly Role[] = ['leader', 'supervisor', 'dispatcher', 'secretary'];

/** What the figures are taken from: the areas, the period and the filters, all allowed. */
export interface Scope {
  areas: readonly string[];
  period: Period;
  query: Query;
}

/** The areas that a viewer may ask for, narrowed to the one that is asked for; a refusal otherwise. */
export function areasFor(viewer: Viewer, query: Query, world: WorldData): readonly string[] | Refusal {
  const isReader = viewer.kind === 'person' && READERS.includes(viewer.person.role);
  if (!isReader && viewer.kind !== 'partner') return refuse('figures-not-yours');
  const { areas } = rightsOf(viewer);
  const { area } = query;
  if (area === undefined) return areas;
  if (!world.areas.some((one) => one.code === area)) return refuse('unknown-area', { area });
  return areas.some((prefix) => within(area, prefix)) ? [area] : refuse('figures-outside-area');
}

/** The cases of a scope with the instant at which they were read, at one moment of the database. */
export interface Reading {
  now: number;
  scope: Scope;
  cases: Case[];
}

/** Reads the cases; with `at`, so that what was counted at that earlier instant is among them. */
export function readScope(
  db: Database,
  areas: readonly string[],
  query: Query,
  world: WorldData,
  at = Number.POSITIVE_INFINITY,
): Promise<Reading | Refusal> {
  return transaction(
    db,
    async (tx) => {
      const now = Math.min(await cityNow(tx), at);
      const period = periodOf(query, now);
      if ('refused' in period) return period;
      const scope = { areas, period, query };
      const rows = await tx
        .select({ body: caseTable.body })
        .from(caseTable)
        .where(inScope(scope, world, now));
      return { now, scope, cases: rows.map((row) => row.body) };
    },
    'read',
  );
}

/**
 * Every case of which a clock may have started in the period, and every one that was open at `now`: after a case is
 * closed nothing starts, and before it is discovered nothing has. The area's prefix is a range of the index.
 */
function inScope({ areas, period, query }: Scope, world: WorldData, now: number): SQL | undefined {
  const { channel, department, field } = query;
  const matters = world.matters.filter((one) => one.field === field).map((one) => one.code);
  const open = or(isNull(caseTable.closedAt), gte(caseTable.closedAt, now));
  return and(
    inViewSql({ areas, departments: [] }),
    or(open, and(gte(caseTable.closedAt, period.from), lt(caseTable.discoveredAt, period.to))),
    channel === undefined ? undefined : eq(caseTable.channel, channel),
    field === undefined ? undefined : inArray(caseTable.matterCode, matters),
    department === undefined ? undefined : or(...namedIn(department)),
  );
}

/** The department was given the case once, or is named on an order for it. */
const namedIn = (departmentId: string): SQL[] =>
  [{ assignments: [{ departmentId }] }, { orders: [{ recipients: [{ departmentId }] }] }].map(
    (part) => sql`${caseTable.body} @> ${JSON.stringify(part)}::jsonb`,
  );
