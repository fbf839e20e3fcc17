import type { Mark } from './mark.ts';

/** Marks as they go to the worker that clusters them: numbers instead of thousands of objects. */
export interface PackedMarks {
  /** Longitude and latitude of each. */
  places: Float64Array;
  /** For each the index of its area in `codes`. */
  areas: Uint32Array;
  codes: string[];
}

export function packed(marks: readonly Mark[]): PackedMarks {
  const places = new Float64Array(marks.length * 2);
  const areas = new Uint32Array(marks.length);
  const indices = new Map<string, number>();
  for (const [i, { lon, lat, areaCode }] of marks.entries()) {
    places[2 * i] = lon;
    places[2 * i + 1] = lat;
    const area = indices.get(areaCode) ?? indices.size;
    indices.set(areaCode, area);
    areas[i] = area;
  }
  return { places, areas, codes: [...indices.keys()] };
}
