import { lineage } from '../area/area.ts';
import { distanceM } from '../area/point.ts';
import { isHeld, type Part } from '../assignment/assignment.ts';
import type { Case } from '../case/case.ts';
import { isExcluded } from '../case/excluded.ts';
import { responsibleAt, type Department } from './department.ts';
import type { Matter } from '../matter/matter.ts';

/** A department that may receive a case, with what can be checked about it. */
export interface Candidate {
  department: Department;
  /** What the catalogue makes it for this matter; null for one that the catalogue does not name. */
  part: Part | null;
  /** Duties in its hands, of those that were counted. */
  load: number;
  /** How long its signatures took lately; null where that was not counted, or where there were none. */
  sign: PastSign | null;
  /** From its door to the place, as the crow flies. */
  metres: number;
}

/** 近期签收用时: the median of `n` signatures. */
export interface PastSign {
  p50Ms: number;
  n: number;
}

/** What is known of how a department stands. */
export type Standing = Pick<Candidate, 'load' | 'sign'>;

/** Fewer signatures than these rank nobody (domain: "Honest figures"). */
const ENOUGH = 20;

/** How many duties each department holds, of these cases. */
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
 * first, then its supporting ones, and among those the nearest level, who has less in hand, who signed faster, and the
 * nearest door. A suggestion with its reasons beside it, never an act.
 */
export function candidatesFor(
  subject: Case,
  matter: Matter | undefined,
  departments: Iterable<Department>,
  standingOf: (departmentId: string) => Standing,
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
    .filter(
      (one) => jurisdictions.includes(one.areaCode) && !holding.has(one.id) && !isExcluded(subject, one.id),
    )
    .map((department) => ({
      department,
      part: partOf(department.id),
      ...standingOf(department.id),
      metres: Math.round(distanceM(department, subject.place)),
    }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        b.department.areaCode.length - a.department.areaCode.length ||
        a.load - b.load ||
        speed(a) - speed(b) ||
        a.metres - b.metres,
    );
}

const speed = ({ sign }: Candidate): number =>
  sign === null || sign.n < ENOUGH ? Number.MAX_SAFE_INTEGER : sign.p50Ms;
