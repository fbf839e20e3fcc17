/**
 * The administrative tree (辖区). A code is the national administrative code: an ancestor's code is a
 * prefix of its descendants', so a jurisdiction is a prefix and nothing else.
 */
export type AreaLevel = 'city' | 'district' | 'street' | 'community';

export interface Area {
  /** 4403 city · 440310 district · 440310003 street · 440310003005 community. */
  code: string;
  name: string;
  nameEn: string;
  /** WGS-84 degrees of a point inside; null where no source gives one. */
  lat: number | null;
  lon: number | null;
}

const LEVEL_BY_LENGTH: Record<number, AreaLevel> = { 4: 'city', 6: 'district', 9: 'street', 12: 'community' };
const LENGTHS = [4, 6, 9, 12];

/** The level that a code's length says, or undefined where it is no code at all. */
export function levelOf(code: string): AreaLevel | undefined {
  return /^\d+$/.test(code) ? LEVEL_BY_LENGTH[code.length] : undefined;
}

/** True when `code` lies in the jurisdiction `prefix` (itself included). */
export function within(code: string, prefix: string): boolean {
  return prefix !== '' && code.startsWith(prefix);
}

/** The codes from the city down to `code` itself: 440310003005 → 4403, 440310, 440310003, 440310003005. */
export function lineage(code: string): string[] {
  return LENGTHS.filter((n) => n <= code.length).map((n) => code.slice(0, n));
}

/** The code of the ancestor at `level`, or undefined where `code` is above that level. */
export function ancestorAt(code: string, level: AreaLevel): string | undefined {
  return lineage(code).find((ancestor) => levelOf(ancestor) === level);
}
