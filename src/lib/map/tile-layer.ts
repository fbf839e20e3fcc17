import type { LatLng, LatLngExpression, Map as LeafletMap, TileLayer } from 'leaflet';
import { toGcj02, type Datum } from '#domain/area/datum.ts';
import type { Point } from '#domain/area/point.ts';
import type { TileSource } from '#domain/area/tiles.ts';

/** Where a layer of this datum has what stands at `point`. */
export const inDatum = (point: Point, datum: Datum): Point => (datum === 'gcj02' ? toGcj02(point) : point);

/** What Leaflet's grid of tiles reckons from the middle of the map (GridLayer.js of Leaflet 1.9). */
interface Grid {
  _setZoomTransform: (level: object, middle: LatLng, zoom: number) => void;
  _getTiledPixelBounds: (middle: LatLng) => object;
}

/** How long a base map that could not be had is let alone. */
const RETRY_MS = 60_000;

/**
 * Puts the installation's own base map below everything else. Its datum is met here and nowhere else: the grid is laid
 * as if the map's middle were where the layer has it, and what is drawn above stays WGS-84. The shift changes by
 * a metre in some kilometres, so that it is the same all over a screen. `tell` hears whether all of it could be had.
 */
export async function addTiles(
  map: LeafletMap,
  { url, datum, attribution, maxZoom }: TileSource,
  tell: (complete: boolean) => void,
): Promise<() => void> {
  const { TileLayer, latLng } = await import('leaflet');
  const layer: TileLayer = new TileLayer(url, {
    attribution,
    maxNativeZoom: maxZoom,
    // Providers know their customers by the page's origin; the page itself is nobody's business.
    referrerPolicy: 'origin',
    keepBuffer: 1,
  });
  const grid = layer as unknown as Grid;
  const lay = grid._setZoomTransform.bind(layer);
  const boundsOf = grid._getTiledPixelBounds.bind(layer);
  const shifted = (middle: LatLngExpression): LatLng => {
    const { lat, lng } = latLng(middle);
    const there = inDatum({ lat, lon: lng }, datum);
    return latLng(there.lat, there.lon);
  };
  grid._setZoomTransform = (level, middle, zoom) => lay(level, shifted(middle), zoom);
  grid._getTiledPixelBounds = (middle) => boundsOf(shifted(middle));

  let missing = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  layer.on('loading', () => (missing = 0));
  layer.on('tileerror', () => (missing += 1));
  layer.on('load', () => {
    tell(missing === 0);
    clearTimeout(retry);
    if (missing > 0) retry = setTimeout(() => layer.redraw(), RETRY_MS);
  });
  layer.addTo(map);
  return () => {
    clearTimeout(retry);
    layer.remove();
  };
}
