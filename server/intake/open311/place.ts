import { lineage, type Area } from '#domain/area/area.ts';
import type { Point } from '#domain/area/point.ts';
import type { World } from '#domain/context.ts';
import type { Site } from '#domain/site/site.ts';

/** The ways in which GeoReport v2 lets a place be told; one of them is enough. */
export interface Whereabouts {
  lat?: number | undefined;
  long?: number | undefined;
  /** Our own register of places: the id of a service site. */
  address_id?: string | undefined;
  address_string?: string | undefined;
}

type Named = { name: string; areaCode: string; point: Point };

/** The point that is meant, the most exact way first; undefined where none leads to exactly one place. */
export function pointOf(world: World, said: Whereabouts): Point | undefined {
  if (said.lat !== undefined && said.long !== undefined) return { lat: said.lat, lon: said.long };
  const site = world.sites.find((one) => one.id === said.address_id);
  if (site) return { lat: site.lat, lon: site.lon };
  return said.address_string === undefined ? undefined : namedIn(world, said.address_string)?.point;
}

/**
 * The site or the community whose name stands in an address: the longest name, and where several bear it, the one
 * whose street or district is named as well. A guess between two places is none.
 */
function namedIn(world: World, address: string): Named | undefined {
  const places = [...world.sites.map(ofSite), ...[...world.areas.values()].flatMap(ofCommunity)];
  const named = places.filter(({ name }) => address.includes(name));
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const best = named.filter(({ name }) => name.length === longest);
  if (best.length < 2) return best[0];
  const above = ({ areaCode }: Named): number =>
    lineage(areaCode).filter((code) => address.includes(world.areas.get(code)?.name ?? '\0')).length;
  const most = Math.max(...best.map(above));
  const nearest = best.filter((one) => above(one) === most);
  return nearest.length === 1 ? nearest[0] : undefined;
}

const ofSite = ({ name, areaCode, lat, lon }: Site): Named => ({ name, areaCode, point: { lat, lon } });

const ofCommunity = ({ code, name, lat, lon }: Area): Named[] =>
  code.length === 12 && lat !== null && lon !== null ? [{ name, areaCode: code, point: { lat, lon } }] : [];
