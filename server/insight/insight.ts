import type { Refusal } from '#domain/refusal.ts';
import type { Viewer } from '#server/access/actor.ts';
import type { Database } from '#server/db/pool.ts';
import { casesOf, type CountedCases } from '#server/insight/drill.ts';
import type { Drill, Query } from '#server/insight/query.ts';
import { reportOf, type InsightReport } from '#server/insight/report.ts';
import { areasFor, readScope } from '#server/insight/scope.ts';
import type { WorldData } from '#server/world.ts';

/** 效能: the figures of the viewer's area. */
export async function insight(
  db: Database,
  world: WorldData,
  viewer: Viewer,
  query: Query,
): Promise<InsightReport | Refusal> {
  const areas = areasFor(viewer, query, world);
  if ('refused' in areas) return areas;
  const reading = await readScope(db, areas, query, world);
  return 'refused' in reading ? reading : reportOf(reading);
}

/** The very cases behind one figure, at the instant at which it was counted. */
export async function insightCases(
  db: Database,
  world: WorldData,
  viewer: Viewer,
  drill: Drill,
): Promise<CountedCases | Refusal> {
  const areas = areasFor(viewer, drill, world);
  if ('refused' in areas) return areas;
  const reading = await readScope(db, areas, drill, world, drill.at);
  return 'refused' in reading ? reading : casesOf(reading, drill);
}
