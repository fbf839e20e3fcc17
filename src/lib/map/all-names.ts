import type { Department } from '#domain/department/department.ts';
import type { Site } from '#domain/site/site.ts';
import type { Disc } from './case-layer.ts';
import { placeLabels, type Label, type LabelWish } from './label-layer.ts';
import {
  areaNames,
  clusterNames,
  communityNames,
  contextNames,
  departmentNames,
  metroNames,
  siteNames,
  type Naming,
} from './place-names.ts';
import { PLATE_HALF } from './site-layer.ts';
import { around, isSeen, spotOf, type Box, type Spot } from './view.ts';

/** What the names have to stand beside, and what they must not cover. */
export interface Standing {
  sites: readonly Site[];
  discs: readonly Disc[];
  departments: ReadonlyMap<string, Department>;
  /** Where departments with an order are drawn. */
  squares: ReadonlyMap<string, Spot>;
  covered: readonly Box[];
}

/** All names of the map in the order of their rank, each where it is free of marks and of higher names. */
export function allNames(naming: Naming, standing: Standing, width: (wish: LabelWish) => number): Label[] {
  const { view, language } = naming;
  const { sites, discs, departments, covered } = standing;
  const squares = [...standing.squares].map(([id, spot]) => {
    const department = departments.get(id);
    return { ...spot, text: (language === 'zh' ? department?.shortName : department?.nameEn) ?? id };
  });
  const plates =
    view.near > 0 ? sites.map((site) => spotOf(view, site)).filter((spot) => isSeen(view, spot)) : [];
  const wishes = [
    ...areaNames(naming),
    ...clusterNames(naming, discs),
    ...siteNames(naming, sites),
    ...departmentNames(naming, squares),
    ...communityNames(naming),
    ...contextNames(naming),
    ...metroNames(naming),
  ];
  const taken = [
    ...covered,
    ...plates.map((spot) => around(spot, PLATE_HALF * view.unit)),
    ...squares.map((spot) => around(spot, 0.7 * view.unit)),
  ];
  return placeLabels(wishes, width, taken, { x: 0, y: 0, w: view.width, h: view.height });
}
