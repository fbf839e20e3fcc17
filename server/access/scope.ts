import { actorName, rightsOf, type Viewer } from '#server/access/actor.ts';
import type { Database } from '#server/db/pool.ts';
import type { Reach } from '#server/db/scope.ts';
import { transaction, type Mode } from '#server/db/transaction.ts';

/** What the database lets a viewer reach: the same rights by which screens are fed, and one case behind a receipt code. */
export function reachOf(viewer: Viewer): Reach {
  const cases = viewer.kind === 'resident' && viewer.caseId !== null ? [viewer.caseId] : [];
  const office = viewer.kind === 'person' ? viewer.person.role : viewer.kind;
  const own = viewer.kind === 'person' ? viewer.person.departmentId : null;
  const barred = own === null ? [] : [own];
  return { ...rightsOf(viewer), cases, barred, actor: actorName(viewer), office };
}

/** The one way in for whoever asks from outside: a transaction in which only the rows within the viewer's rights exist. */
export const withScope = <T>(
  askers: Database,
  viewer: Viewer,
  work: (tx: Database) => Promise<T>,
  mode: Mode = 'read',
): Promise<T> => transaction(askers, work, mode, reachOf(viewer));
