import { and, gte, isNull, lt, min, or } from 'drizzle-orm';
import { within } from '#domain/area/area.ts';
import { dayOf } from '#domain/figure/flow.ts';
import { usualDays, usualOf, type Usual } from '#domain/figure/usual.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { dayNumber, dayStart } from '#domain/timer/calendar.ts';
import { rightsOf, type Viewer } from '#server/access/actor.ts';
import { caseTable } from '#server/case/table.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { inViewSql } from '#server/feed/snapshot.ts';

/** 常日 of an area: the mean of the same weekday of the last weeks, as far back as cases were kept. */
export async function readUsual(db: Database, viewer: Viewer, area: string): Promise<Usual | Refusal> {
  if (!rightsOf(viewer).areas.some((prefix) => within(area, prefix))) return refuse('not-found');
  const inside = inViewSql({ areas: [area], departments: [] });
  const [kept] = await db
    .select({ firstAt: min(caseTable.discoveredAt) })
    .from(caseTable)
    .where(inside);
  if (!kept || kept.firstAt === null) return usualOf([], []);
  const today = dayOf(await cityNow(db));
  // The first day that was kept counts from its midnight on.
  const days = usualDays(today, dayStart(dayNumber(Number(kept.firstAt))));
  if (days.length === 0) return usualOf([], []);
  const rows = await db
    .select({ body: caseTable.body })
    .from(caseTable)
    .where(
      and(
        inside,
        or(
          ...days.map(({ from, to }) =>
            and(
              lt(caseTable.discoveredAt, to),
              or(isNull(caseTable.closedAt), gte(caseTable.closedAt, from)),
            ),
          ),
        ),
      ),
    );
  return usualOf(
    rows.map(({ body }) => body),
    days,
  );
}
