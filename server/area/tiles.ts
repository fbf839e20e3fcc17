import * as v from 'valibot';
import { DATUMS } from '#domain/area/datum.ts';
import type { TileSource } from '#domain/area/tiles.ts';

const PLACES = ['{z}', '{x}', '{y}'];
const SUBSTITUTES = /\{[zxy]\}/g;

/** An address that a browser can ask; of all else in braces it would make nothing. */
const template = v.pipe(
  v.string(),
  v.check((text) => PLACES.every((place) => text.includes(place))),
  v.check((text) => !/[{}]/.test(text.replace(SUBSTITUTES, ''))),
  v.check((text) => {
    const address = text.replace(SUBSTITUTES, '0');
    return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  }),
);

export const tilesSchema = v.object({
  url: template,
  datum: v.optional(v.picklist(DATUMS), 'wgs84'),
  attribution: v.pipe(v.string(), v.nonEmpty()),
  maxZoom: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.maxValue(22)), '18'),
});

/** 天地图's own datum, CGCS2000, differs from WGS-84 by centimetres. 高德地图 is published in GCJ-02. */
const KNOWN: Record<string, (key: string) => Pick<TileSource, 'url' | 'datum' | 'attribution'>> = {
  tianditu: (key) => ({
    url:
      'https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default' +
      `&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`,
    datum: 'wgs84',
    attribution: '© 天地图',
  }),
  amap: () => ({
    url: 'https://webrd01.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}',
    datum: 'gcj02',
    attribution: '© 高德地图',
  }),
};

/** What the environment says of a base map, to be judged by the schema; null where it says nothing. */
export function tilesOf(env: NodeJS.ProcessEnv): object | null {
  const asked = env.FALING_TILES;
  if (!asked) return null;
  const key = env.FALING_TILES_KEY;
  if (asked === 'tianditu' && !key) return {};
  const given = {
    datum: env.FALING_TILES_DATUM || undefined,
    attribution: env.FALING_TILES_ATTRIBUTION || undefined,
    maxZoom: env.FALING_TILES_MAX_ZOOM || undefined,
  };
  const known = KNOWN[asked]?.(key ?? '');
  return known ? { ...known, maxZoom: given.maxZoom } : { url: asked, ...given };
}

/** Where pages may take pictures from beside ours: this one origin, and none where there is no such base map. */
export const tileOrigins = (tiles: TileSource | null): string[] =>
  tiles ? [new URL(tiles.url.replace(SUBSTITUTES, '0')).origin] : [];
