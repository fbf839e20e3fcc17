import type { Case, Mode } from './case.ts';

/**
 * 被反映单位回避 (信访工作条例 第二十五条; domain.md §8): the department that a case is about, or whose staff it is about,
 * never handles it, never sees it, and cannot be given it.
 */
export const isExcluded = (
  subject: Pick<Case, 'excludedDepartmentId'>,
  departmentId: string | null,
): boolean => departmentId !== null && subject.excludedDepartmentId === departmentId;

/** Confidential is what protects who complains of an office, where nothing else was asked for. */
export const modeFor = (asked: Mode | undefined, excludedDepartmentId: string | null): Mode =>
  asked ?? (excludedDepartmentId === null ? 'named' : 'confidential');
