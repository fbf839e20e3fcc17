import { lineage } from '#domain/area/area.ts';
import { distanceM } from '#domain/area/point.ts';
import { isHeld, type Part } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import { responsibleAt, type Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';

/** A department that may receive a case, with what can be checked about it. */
export interface Candidate {
  department: Department;
  /** What the catalogue makes it for this matter; null for one that the catalogue does not name. */
  part: Part | null;
  /** Cases in its hands, of those that this screen holds. */
  load: number;
  metres: number;
}

/** How many cases each department holds, of those on the board. */
export function loadsOf(cases: Iterable<Case>): Map<string, number> {
  const loads = new Map<string, number>();
  for (const subject of cases) {
    for (const one of subject.assignments) {
      if (isHeld(one)) loads.set(one.departmentId, (loads.get(one.departmentId) ?? 0) + 1);
    }
  }
  return loads;
}

/**
 * Every department that is responsible at the place of the case and does not hold it yet: the catalogue's lead
 * first, then its supporting ones, then the nearest level and the nearest door.
 */
export function candidatesFor(
  subject: Case,
  matter: Matter | undefined,
  departments: Iterable<Department>,
  loads: ReadonlyMap<string, number>,
): Candidate[] {
  const all = [...departments];
  const jurisdictions = lineage(subject.place.areaCode);
  const holding = new Set(subject.assignments.filter(isHeld).map((one) => one.departmentId));
  const ownerOf = (kind: string) => responsibleAt(all, kind, subject.place.areaCode)?.id;
  const lead = matter && ownerOf(matter.leadKind);
  const supports = matter ? matter.supportKinds.map(ownerOf) : [];
  const partOf = (id: string): Part | null =>
    id === lead ? 'lead' : supports.includes(id) ? 'support' : null;
  const rank = (one: Candidate) => (one.part === 'lead' ? 0 : one.part === 'support' ? 1 : 2);
  return all
    .filter((one) => jurisdictions.includes(one.areaCode) && !holding.has(one.id))
    .map((department) => ({
      department,
      part: partOf(department.id),
      load: loads.get(department.id) ?? 0,
      metres: Math.round(distanceM(department, subject.place)),
    }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        b.department.areaCode.length - a.department.areaCode.length ||
        a.metres - b.metres,
    );
}
