import * as v from 'valibot';

/** What the queue may stand by; time to breach is the first and the only one in groups. */
export const SORTS = ['due', 'age', 'urgency', 'place', 'holder'] as const;
export type Sort = (typeof SORTS)[number];

/** The columns that may be put away. The clock and the matter always stand: without them a row says nothing. */
export const COLUMNS = ['urgency', 'place', 'age', 'holder', 'mark'] as const;
export type Column = (typeof COLUMNS)[number];

/** 紧凑 · 标准 · 宽松. */
export const DENSITIES = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof DENSITIES)[number];

/** How one person likes to have the queue. It is kept at the server, so that it is there on the next machine too. */
export interface Arrangement {
  sort: Sort;
  columns: Column[];
  density: Density;
}

export const ARRANGEMENT = v.strictObject({
  sort: v.picklist(SORTS),
  columns: v.pipe(
    v.array(v.picklist(COLUMNS)),
    v.maxLength(COLUMNS.length),
    v.check((given) => new Set(given).size === given.length, 'a column twice'),
  ),
  density: v.picklist(DENSITIES),
});

export const USUAL: Arrangement = { sort: 'due', columns: [...COLUMNS], density: 'compact' };

/** Px of a row in each density (1440 canvas). */
export const ROW_PX: Record<Density, number> = { compact: 30, normal: 32, roomy: 36 };

/** What was kept, or the usual where an older build has left something else. */
export function arrangementOf(kept: unknown): Arrangement {
  const parsed = v.safeParse(ARRANGEMENT, kept);
  return parsed.success ? parsed.output : USUAL;
}
