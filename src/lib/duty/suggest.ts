import { lineage } from '#domain/area/area.ts';
import { isHeld, type Part, type Recipient } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import { isExcluded } from '#domain/case/excluded.ts';
import { responsibleAt, type Department } from '#domain/department/department.ts';
import type { Matter } from '#domain/matter/matter.ts';

/** A department that the catalogue names for the matter, as part of an order. */
export interface Suggested {
  department: Department;
  part: Part;
}

/** 主办 and 协办 by the catalogue (事权清单), at the place of the case; whoever holds it already is not asked again. */
export function suggestedRecipients(
  subject: Case,
  matter: Matter | undefined,
  departments: readonly Department[],
): Suggested[] {
  if (!matter) return [];
  const found: Suggested[] = [];
  for (const [kind, part] of kindsOf(matter)) {
    const department = responsibleAt(departments, kind, subject.place.areaCode);
    if (!department || isOut(subject, department.id)) continue;
    if (found.some((one) => one.department.id === department.id)) continue;
    found.push({ department, part: found.some((one) => one.part === 'lead') ? 'support' : part });
  }
  return found;
}

const kindsOf = (matter: Matter): [string, Part][] => [
  [matter.leadKind, 'lead'],
  ...matter.supportKinds.map((kind): [string, Part] => [kind, 'support']),
];

/** Who holds it already, or is what the case is about, is not asked. */
const isOut = (subject: Case, departmentId: string): boolean =>
  isExcluded(subject, departmentId) ||
  subject.assignments.some((one) => isHeld(one) && one.departmentId === departmentId);

/** Every department that may receive an order at this place: of its street, its district or its city. */
export const eligible = (subject: Case, departments: readonly Department[]): Department[] => {
  const jurisdictions = lineage(subject.place.areaCode);
  return departments
    .filter((one) => jurisdictions.includes(one.areaCode) && !isOut(subject, one.id))
    .sort((a, b) => b.areaCode.length - a.areaCode.length || a.id.localeCompare(b.id));
};

/** The recipients with one more or one of another part; there is one lead, and a new one turns the old into support. */
export function withPart(
  recipients: readonly Recipient[],
  departmentId: string,
  part: Part | null,
): Recipient[] {
  const others = recipients.filter((one) => one.departmentId !== departmentId);
  if (part === null) return others;
  const rest = part === 'lead' ? others.map((one): Recipient => ({ ...one, part: 'support' })) : others;
  const changed: Recipient = { departmentId, part };
  return part === 'lead' ? [changed, ...rest] : [...rest, changed];
}
