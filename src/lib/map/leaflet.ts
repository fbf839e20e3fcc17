import type { Map as LeafletMap } from 'leaflet';

/** Asks for the library before there is anything to put it on; if it does not come, whoever needs it says so. */
export const expectLeaflet = (): void => void import('leaflet').catch(() => undefined);

/** Leaflet reads `window` when it is loaded, so it is loaded where there is one. Zooming and moving jump: motion means change. */
export async function leafletMap(node: HTMLElement, interactive: boolean): Promise<LeafletMap> {
  const { Map: LeafletClass } = await import('leaflet');
  return new LeafletClass(node, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    markerZoomAnimation: false,
    inertia: false,
    // The wall fits its area exactly; a pointer zooms in quarter steps.
    zoomSnap: interactive ? 0.25 : 0,
    zoomDelta: 0.5,
    minZoom: 8,
    maxZoom: 18,
    dragging: interactive,
    keyboard: interactive,
    scrollWheelZoom: interactive,
    doubleClickZoom: interactive,
    touchZoom: interactive,
    boxZoom: interactive,
  });
}
