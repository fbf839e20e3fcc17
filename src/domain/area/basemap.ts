import type { Point } from './point.ts';

/** Stands on every map that shows the built-in base map, always beside 示意边界. */
export const ATTRIBUTION = '示意边界 · © OpenStreetMap contributors · DataV';

/** A position as maps and GeoJSON order it: longitude, latitude, WGS-84 degrees. */
export type Position = [lon: number, lat: number];

/**
 * A line in steps of 0.00001° (about a metre): first position absolute, then differences,
 * [lon, lat, dLon, dLat, …]. `decoded` in line.ts turns it into positions.
 */
export type PackedLine = number[];

/**
 * A piece of border between two communities, or between one and what is outside (-1). Every border is one
 * arc and is drawn once, so that dashes stay dashes; the outline of any area is the arcs that have exactly
 * one side in it (outline.ts), because a jurisdiction is a prefix.
 */
export interface Arc {
  /** Indices into `CityMap.codes`, or -1. */
  sides: [number, number];
  line: PackedLine;
}

/** Where a name stands; for an area the point lies inside of its outline. */
export interface Label extends Point {
  code: string;
  name: string;
  nameEn: string;
}

/** What lies around: a neighbouring city or district, a new area without a code of its own, or a sea. */
export interface ContextLabel extends Point {
  kind: 'neighbour' | 'new-area' | 'sea';
  name: string;
  nameEn: string;
}

export interface MetroLine {
  line: string;
  name: string;
  nameEn: string;
  /** Indices into `CityMap.stations`, in the order of travel. */
  stations: number[];
}

export interface Station extends Point {
  name: string;
  nameEn: string;
}

/** static/basemap/city.json: everything but the borders between communities of one street. */
export interface CityMap {
  attribution: string;
  /** West, south, east, north: beyond it there is no land drawn. */
  bounds: [number, number, number, number];
  /** Rings of land within the bounds, to be filled by the even-odd rule; the rest is sea. */
  land: PackedLine[];
  /** Borders between neighbouring cities, outside of Shenzhen. */
  contextBorders: PackedLine[];
  contextLabels: ContextLabel[];
  /** The codes of all communities, ascending. */
  codes: string[];
  /** The borders of city, districts and streets, and the coast. */
  arcs: Arc[];
  districts: Label[];
  streets: Label[];
  lines: MetroLine[];
  stations: Station[];
}

/** static/basemap/<district>.json: the communities of one district and the borders within its streets. */
export interface DistrictMap {
  code: string;
  communities: Label[];
  arcs: Arc[];
}
