import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { levelOf, within } from '#domain/area/area.ts';
import type { CityMap, DistrictMap, Position } from '#domain/area/basemap.ts';
import { decoded } from '#domain/area/line.ts';
import { borderOf, holds, locate } from '#domain/area/locate.ts';
import { levelOfArc, outlineOf } from '#domain/area/outline.ts';
import { distanceM, type Point } from '#domain/area/point.ts';
import { loadBorders } from '../../area/border.ts';
import { cityOf } from '../city/city.ts';
import { STORY_PLACES } from '../city/places.ts';
import { baseMapOf } from './basemap.ts';

const folder = new URL('../../../static/basemap/', import.meta.url);
const text = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const map = JSON.parse(text('city.json')) as CityMap;
const districts = map.districts.map(({ code }) => JSON.parse(text(`${code}.json`)) as DistrictMap);
const arcs = [...map.arcs, ...districts.flatMap((district) => district.arcs)];
const communities = districts.flatMap((district) => district.communities);
const borders = loadBorders();
const city = cityOf();

const pointOf = (area: { lat: number | null; lon: number | null }): Point | undefined =>
  area.lat === null || area.lon === null ? undefined : { lat: area.lat, lon: area.lon };

describe('the committed base map', () => {
  it('is what the builder makes of the packages and the facts', { timeout: 60_000 }, () => {
    const built = baseMapOf(city.areas);
    expect(JSON.parse(JSON.stringify(built.city))).toEqual(map);
    expect(JSON.parse(JSON.stringify(built.districts))).toEqual(districts);
  });

  it('is at most 400 KB in all', () => {
    const bytes = readdirSync(folder).map((file) => Buffer.byteLength(text(file)));
    expect(bytes.length).toBe(10);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(400_000);
  });

  it('names the sources and says that borders are synthetic', () => {
    expect(map.attribution).toContain('示意边界');
    expect(map.attribution).toContain('© OpenStreetMap contributors');
  });
});

describe('the areas on it', () => {
  it('are all 9 districts, 74 streets and 783 communities, each with a name', () => {
    const expected = (level: string) =>
      city.areas.filter(({ code }) => levelOf(code) === level).map((area) => area.code);
    expect(map.districts.map(({ code }) => code)).toEqual(expected('district'));
    expect(map.streets.map(({ code }) => code)).toEqual(expected('street'));
    expect(communities.map(({ code }) => code)).toEqual(expected('community'));
    expect(map.codes).toEqual(expected('community'));
  });

  it('have closed rings at every level, with the name inside', () => {
    for (const label of [...map.districts, ...map.streets, ...communities]) {
      const rings = outlineOf(map.codes, arcs, label.code);
      expect(rings.length, label.name).toBeGreaterThan(0);
      for (const ring of rings) expect(ring[0], label.name).toEqual(ring.at(-1));
      expect(holds(borderOf(label.code, rings), label), label.name).toBe(true);
    }
  });

  it('fill their district: no community reaches out of it, none overlaps another', () => {
    for (const district of districts) {
      const outline = outlineOf(map.codes, map.arcs, district.code);
      const parts = borders.filter(({ code }) => within(code, district.code)).flatMap(({ rings }) => rings);
      const edge = new Set(outline.flat().map(String));
      const border = borderOf(district.code, outline);
      const outside = parts.flat().filter((at) => !edge.has(String(at)) && !holds(border, pointAt(at)));
      expect(outside, district.code).toEqual([]);
      expect(Math.abs(total(parts) - total(outline)) / total(outline), district.code).toBeLessThan(1e-6);
    }
  });

  it('keep the community points of 坪山区 in their own cells', () => {
    const known = city.areas.filter(({ code }) => levelOf(code) === 'community' && within(code, '440310'));
    const found = known.map((area) => locate(borders, pointOf(area) as Point));
    expect(found).toEqual(known.map(({ code }) => code));
  });

  it('draw each border once, at the level that it has', () => {
    const levels = Map.groupBy(arcs, (arc) => levelOfArc(map.codes, arc));
    expect([...levels.keys()].sort()).toEqual(['city', 'community', 'district', 'street']);
    const edges = arcs.flatMap(({ line }) => segments(decoded(line)));
    expect(new Set(edges).size).toBe(edges.length);
  });
});

describe('a point', () => {
  it('is found in the communities of the four stories', () => {
    for (const place of Object.values(STORY_PLACES)) expect(locate(borders, place)).toBe(place.areaCode);
  });

  it('is refused in the sea, in Hong Kong, in Dongguan and on the other side of the earth', () => {
    const elsewhere: Point[] = [
      { lat: 22.45, lon: 114.6 },
      { lat: 22.5, lon: 113.8 },
      { lat: 22.42, lon: 114.11 },
      { lat: 22.9, lon: 113.93 },
      { lat: -22.7, lon: -65.6 },
    ];
    expect(elsewhere.map((point) => locate(borders, point))).toEqual(elsewhere.map(() => undefined));
  });

  it('of a site lies in its own area or, where the border is a guess, within 1.5 km of its community', () => {
    const astray = city.sites.filter((site) => {
      if (within(locate(borders, site) ?? '', site.areaCode)) return false;
      const community = pointOf(
        city.areas.find(({ code }) => code === site.areaCode) ?? { lat: null, lon: null },
      );
      return !community || distanceM(community, site) > 1500;
    });
    expect(astray.map(({ name }) => name)).toEqual([]);
  });

  it('lies in the streets and districts that its community says', () => {
    const [street, district] = [loadBorders('street'), loadBorders('district')];
    expect([street.length, district.length]).toEqual([74, 9]);
    for (const { code, lat, lon } of communities) {
      expect(locate(district, { lat, lon })).toBe(code.slice(0, 6));
      expect(locate(street, { lat, lon })).toBe(code.slice(0, 9));
    }
  });
});

describe('the metro', () => {
  it('has every station on a line, and no line that doubles back or leaps', () => {
    const used = new Set(map.lines.flatMap(({ stations }) => stations));
    expect(used.size).toBe(map.stations.length);
    for (const { name, stations } of map.lines) {
      const path = stations.map((at) => map.stations[at] as Point);
      expect(new Set(stations).size, name).toBe(stations.length);
      const hops = path.slice(1).map((to, i) => distanceM(path[i] as Point, to));
      expect(Math.max(...hops), name).toBeLessThan(8000);
      const turns = path.slice(2).map((to, i) => turn(path[i] as Point, path[i + 1] as Point, to));
      expect(Math.min(...turns), name).toBeGreaterThan(-0.3);
    }
  });
});

const pointAt = ([lon, lat]: Position): Point => ({ lat, lon });
const segments = (line: Position[]): string[] =>
  line.slice(1).map((to, i) => [String(line[i]), String(to)].sort().join(' '));

/** The area enclosed by rings; islands and parts add, since no outline here has a hole. */
function total(rings: Position[][]): number {
  return rings.reduce((sum, ring) => sum + Math.abs(shoelace(ring)), 0);
}

function shoelace(ring: Position[]): number {
  return ring.slice(1).reduce((sum, [x2, y2], i) => {
    const [x1, y1] = ring[i] as Position;
    return sum + (x1 - 114) * (y2 - 22) - (x2 - 114) * (y1 - 22);
  }, 0);
}

/** The cosine of the turn at `b`: 1 straight on, -1 back. */
function turn(a: Point, b: Point, c: Point): number {
  const [v, w] = [
    [b.lon - a.lon, b.lat - a.lat],
    [c.lon - b.lon, c.lat - b.lat],
  ] as [[number, number], [number, number]];
  return (v[0] * w[0] + v[1] * w[1]) / (Math.hypot(...v) * Math.hypot(...w));
}
