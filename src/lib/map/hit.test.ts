import { expect, test } from 'vitest';
import type { Site } from '#domain/site/site.ts';
import { Grid } from './grid.ts';
import { hitsOf } from './hit.ts';
import type { Mark } from './mark.ts';
import type { Still } from './still.ts';
import { pointOf, viewOf } from './view.ts';

const view = viewOf(1233, 846, 13, { x: 209.2, y: 111.5 }, 10.8);
const mark = (caseId: string, look: Mark['look']): Mark =>
  ({ caseId, look, lat: 0, lon: 0, areaCode: '', siteId: null, timer: undefined }) as Mark;

/** The place that is drawn at a spot. */
const placeAt = (x: number, y: number) =>
  pointOf({ x: view.origin.x + x / 2 ** view.zoom, y: view.origin.y + y / 2 ** view.zoom });

const site = { id: 's1', kind: 'community', circles: [], ...placeAt(900, 100) } as unknown as Site;

const still: Still = {
  view,
  signs: [
    { x: 100, y: 100, half: 16, mark: mark('amber', 'amber') },
    { x: 110, y: 100, half: 20, mark: mark('red', 'red') },
  ],
  discs: [
    { x: 400, y: 400, r: 30, count: 9, caseId: null, areaCodes: [] },
    { x: 600, y: 400, r: 7, count: 1, caseId: 'calm', areaCodes: [] },
  ],
  departments: new Map([['labour', { x: 300, y: 700 }]]),
  lines: [
    {
      ...{ id: 'a1', caseId: 'ordered', from: placeAt(0, 0), to: placeAt(300, 700), departmentId: 'labour' },
      ...({ state: 'waiting', look: 'running' } as const),
    },
  ],
  ...{ blocks: [], labels: [], covered: new Grid<undefined>(40) },
};
const at = (x: number, y: number) => hitsOf(still, [site])({ x, y });

test.each([
  ['where a red and an amber mark overlap, the red one', 108, 100, { kind: 'case', caseId: 'red' }],
  ['beside the red one, the amber one', 84, 100, { kind: 'case', caseId: 'amber' }],
  ['a cluster', 425, 400, { kind: 'cluster', at: { x: 400, y: 400 } }],
  ['a single case, with some room around it', 610, 400, { kind: 'case', caseId: 'calm' }],
  ['the square of a department', 302, 702, { kind: 'order', caseId: 'ordered', assignmentId: 'a1' }],
  ['a line in the middle of its bow', 115, 365, { kind: 'order', caseId: 'ordered', assignmentId: 'a1' }],
  ['nothing beside the line', 190, 340, undefined],
  ['the sign of a site', 901, 101, { kind: 'site', siteId: 's1' }],
  ['nothing on empty land', 1000, 600, undefined],
  ['nothing in the corner of a cluster’s box, which is round', 374, 374, undefined],
])('a pointer stands on %s', (_name, x, y, hit) => {
  expect(at(x, y)).toEqual(hit);
});
