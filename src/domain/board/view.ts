import { within } from '../area/area.ts';
import { isHeld } from '../assignment/assignment.ts';
import type { Case } from '../case/case.ts';
import { isExcluded } from '../case/excluded.ts';

/** What a screen asks to see: areas by prefix, departments by id; a case is in view when either fits. */
export interface View {
  areas: readonly string[];
  departments: readonly string[];
}

/** Where a case belongs: what rooms are chosen by, stored beside each event as it was before and after. */
export interface Scope {
  areaCode: string;
  departments: string[];
}

/**
 * The community it lies in, and every department that holds it or held it to the end. A department that the case is
 * about is never among them, so that nothing of it reaches a screen of that department.
 */
export const scopeOf = (subject: Case): Scope => ({
  areaCode: subject.place.areaCode,
  departments: [
    ...new Set(
      subject.assignments
        .filter((one) => isHeld(one) || one.state === 'done')
        .map((one) => one.departmentId)
        .filter((id) => !isExcluded(subject, id)),
    ),
  ].sort(),
});

/** True where somebody sees the case for the first time: that screen needs the case itself, not only the fact. */
export const grew = (was: Scope, is: Scope): boolean =>
  is.areaCode !== was.areaCode || is.departments.some((id) => !was.departments.includes(id));

export const inView = (view: View, scope: Scope): boolean =>
  view.areas.some((prefix) => within(scope.areaCode, prefix)) ||
  view.departments.some((id) => scope.departments.includes(id));

/** The same view always has the same key: one room, one snapshot, one frame for all who share it. */
export const viewKey = (view: View): string =>
  `a:${[...view.areas].sort().join(',')};d:${[...view.departments].sort().join(',')}`;

/** True when everything in `inner` is in `outer`: a person may ask for less than the own jurisdiction. */
export const covers = (outer: View, inner: View): boolean =>
  inner.areas.every((code) => outer.areas.some((prefix) => within(code, prefix))) &&
  inner.departments.every((id) => outer.departments.includes(id));
