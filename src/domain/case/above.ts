import { levelOf, within } from '../area/area.ts';
import type { Actor, Context, World } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { ActName } from './act.ts';
import type { Case } from './case.ts';
import { isExcluded } from './excluded.ts';

/**
 * What is done one level up while a department is excluded: whatever gives the case to somebody, ends it, or says
 * that its result is good. Noticing, accepting, recording and the work of the other departments stay where they are.
 */
const ONE_LEVEL_UP: readonly ActName[] = [
  'case.reject',
  'case.guide',
  'case.dispatch',
  'case.suspend',
  'case.merge',
  'case.withdraw',
  'case.arbitrate',
  'case.exclude',
  'case.resolve',
  'case.review',
  'case.confirm',
  'followup.finish',
  'assignment.reassign',
  'assignment.restore',
  'assignment.split',
  'order.draft',
  'order.approve',
  'extension.decide',
];

/**
 * True where somebody stands above the excluded department: with a jurisdiction that contains its area and is wider.
 * A bureau of the district stands under the command post of its own district, for whom that one is enough.
 */
export function standsAbove(
  { areas }: Pick<Actor, 'areas'>,
  { excludedDepartmentId }: Pick<Case, 'excludedDepartmentId'>,
  world: Pick<World, 'departments'>,
): boolean {
  const excluded = world.departments.get(excludedDepartmentId ?? '');
  if (!excluded) return true;
  const { areaCode } = excluded;
  return areas.some(
    (prefix) =>
      within(areaCode, prefix) &&
      (prefix.length < areaCode.length || ['city', 'district'].includes(levelOf(prefix) ?? '')),
  );
}

/** Refuses what only the level above may do; the resident, the clockwork and the departments at work are not asked. */
export function refuseBelow(
  before: Case,
  act: ActName,
  { actor, world }: Pick<Context, 'actor' | 'world'>,
): Refusal | undefined {
  const byOffice = actor.by.kind === 'person' && actor.doer !== 'officer';
  if (!byOffice || !ONE_LEVEL_UP.includes(act) || standsAbove(actor, before, world)) return undefined;
  return refuse('one-level-up', { department: nameOf(world, before.excludedDepartmentId ?? '') });
}

const nameOf = (world: Pick<World, 'departments'>, id: string): string =>
  world.departments.get(id)?.name ?? id;

/** A department that may not be given this case, because the case is about it. */
export function refuseExcluded(
  subject: Case,
  ids: readonly string[],
  world: Pick<World, 'departments'>,
): Refusal | undefined {
  const excluded = ids.find((id) => isExcluded(subject, id));
  return excluded === undefined
    ? undefined
    : refuse('excluded-department', { department: nameOf(world, excluded) });
}
