import { within } from '../area/area.ts';
import type { Post } from './escalation.ts';

/** 值班表: who stands on a post for an area or a department, from when to when. */
export interface Duty {
  post: Post;
  areaCode: string | null;
  departmentId: string | null;
  personId: string;
  from: number;
  until: number;
}

/** Who is on duty on a post for a place and the department that works there, at an instant. */
export function onDuty(
  roster: readonly Duty[],
  post: Post,
  where: { areaCode: string; departmentId: string | null },
  at: number,
): string[] {
  const found = roster.filter(
    (duty) =>
      duty.post === post &&
      duty.from <= at &&
      at < duty.until &&
      (duty.departmentId === null || duty.departmentId === where.departmentId) &&
      (duty.areaCode === null || within(where.areaCode, duty.areaCode)),
  );
  return [...new Set(found.map((duty) => duty.personId))].sort();
}
