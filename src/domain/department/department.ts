import { within } from '../area/area.ts';
import type { Point } from '../area/point.ts';

/** 职能部门 / 事权单位: who owns matters and receives orders. `kind` is what the catalogue names as owner. */
export interface Department extends Point {
  id: string;
  /** District or street code: a bureau's district, an office's street. */
  areaCode: string;
  /** e.g. market-regulation, urban-management, labour: the same word in every area. */
  kind: string;
  name: string;
  shortName: string;
  nameEn: string;
}

/**
 * The department of `kind` that is responsible at `areaCode`: the one with the longest code that
 * contains the place (a street office before a district bureau), unless `level` asks for one of them.
 */
export function responsibleAt(
  departments: readonly Department[],
  kind: string,
  areaCode: string,
): Department | undefined {
  let best: Department | undefined;
  for (const department of departments) {
    if (department.kind !== kind || !within(areaCode, department.areaCode)) continue;
    if (!best || department.areaCode.length > best.areaCode.length) best = department;
  }
  return best;
}
