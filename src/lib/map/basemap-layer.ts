import type { CityMap, Position } from '#domain/area/basemap.ts';
import type { Colour, Tokens } from '../ui/tokens.ts';
import type { Border, Ground } from './basemap.ts';
import { extentOf, isSeen, spotOf, worldOf, type Spot, type View } from './view.ts';

/** Paths are kept in world units from here, so that single precision is enough at every zoom. */
const ANCHOR = worldOf({ lat: 22.6, lon: 114.2 });

/** The base map's paths, built once; a frame only changes the transform and the widths of lines. */
export interface GroundPaths {
  land: Path2D;
  area: Path2D;
  borders: Map<Border['style'], Path2D>;
  metro: Path2D;
  stations: Spot[];
}

export function groundPaths(ground: Ground, city: CityMap): GroundPaths {
  const borders = new Map<Border['style'], Path2D>();
  for (const { style, line } of ground.borders) {
    const path = borders.get(style) ?? new Path2D();
    borders.set(style, path);
    trace(path, line);
  }
  const metro = new Path2D();
  for (const { stations } of city.lines) {
    trace(
      metro,
      stations.flatMap((at): Position[] => {
        const station = city.stations[at];
        return station ? [[station.lon, station.lat]] : [];
      }),
    );
  }
  return {
    land: filled(ground.land),
    area: filled(ground.area.rings),
    borders,
    metro,
    stations: city.stations.map(worldOf),
  };
}

function trace(path: Path2D, line: readonly Position[]): void {
  for (const [i, [lon, lat]] of line.entries()) {
    const { x, y } = worldOf({ lon, lat });
    if (i === 0) path.moveTo(x - ANCHOR.x, y - ANCHOR.y);
    else path.lineTo(x - ANCHOR.x, y - ANCHOR.y);
  }
}

function filled(rings: readonly Position[][]): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    trace(path, ring);
    path.closePath();
  }
  return path;
}

/** True where a spot of the canvas lies in the area that is shown. */
export function inArea(
  context: CanvasRenderingContext2D,
  paths: GroundPaths,
  view: View,
  spot: Spot,
): boolean {
  const factor = 2 ** view.zoom;
  const x = view.origin.x - ANCHOR.x + spot.x / factor;
  const y = view.origin.y - ANCHOR.y + spot.y / factor;
  context.save();
  context.resetTransform();
  const inside = context.isPointInPath(paths.area, x, y, 'evenodd');
  context.restore();
  return inside;
}

/** The built-in base map; above an installation's own only the borders of areas. */
export function drawGround(
  context: CanvasRenderingContext2D,
  paths: GroundPaths,
  view: View,
  theme: Tokens,
  onTiles: boolean,
): void {
  const { colour } = theme;
  const factor = 2 ** view.zoom;
  const u = view.unit / factor;
  context.clearRect(0, 0, view.width, view.height);
  if (!onTiles) {
    context.fillStyle = colour['map-sea'];
    context.fillRect(0, 0, view.width, view.height);
  }

  context.save();
  context.translate((ANCHOR.x - view.origin.x) * factor, (ANCHOR.y - view.origin.y) * factor);
  context.scale(factor, factor);
  context.lineJoin = 'round';
  const fill = (path: Path2D, name: Colour): void => {
    context.fillStyle = colour[name];
    context.fill(path, 'evenodd');
  };
  const stroke = (path: Path2D | undefined, name: Colour, width: number, dash: number[] = []): void => {
    if (!path) return;
    context.strokeStyle = colour[name];
    context.lineWidth = width * u;
    context.setLineDash(dash.map((length) => length * u));
    context.stroke(path);
  };
  if (!onTiles) {
    fill(paths.land, 'map-land');
    stroke(paths.land, 'map-land-line', 0.1);
    stroke(paths.borders.get('outside'), 'map-land-line', 0.1);
    fill(paths.area, 'map');
  }
  if (view.scale > 25) stroke(paths.borders.get('community'), 'map-community', 0.11, [0.55, 0.45]);
  stroke(paths.borders.get('street'), 'map', 0.34);
  stroke(paths.borders.get('street'), 'map-street', view.scale > 25 ? 0.15 : 0.1);
  stroke(paths.borders.get('district'), 'map-district', 0.15);
  if (!onTiles) drawMetro(context, paths, view, stroke);
  stroke(paths.borders.get('edge'), 'map-district', 0.2);
  context.restore();
  if (onTiles) return;

  drawGraticule(context, view, colour['map-graticule']);
  if (view.scale > 40) drawStations(context, paths, view, theme);
}

type Stroke = (path: Path2D, name: Colour, width: number) => void;

function drawMetro(context: CanvasRenderingContext2D, paths: GroundPaths, view: View, stroke: Stroke): void {
  // Lines that run on outside of the area are only context.
  stroke(paths.metro, 'map-land-line', 0.2);
  context.save();
  context.clip(paths.area, 'evenodd');
  stroke(paths.metro, 'map', 0.62);
  stroke(paths.metro, 'map-metro', view.scale > 25 ? 0.3 : 0.2);
  context.restore();
}

/** Crosses where whole steps of degrees meet: they give the eye a scale without drawing a net. */
function drawGraticule(context: CanvasRenderingContext2D, view: View, colour: string): void {
  const step = view.scale < 25 ? 0.1 : view.near < 1 ? 0.02 : 0.005;
  const [west, south, east, north] = extentOf(view);
  const arm = 0.35 * view.unit;
  context.strokeStyle = colour;
  context.lineWidth = Math.max(1, 0.08 * view.unit);
  context.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) {
    for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) {
      const { x, y } = spotOf(view, { lon, lat });
      context.moveTo(x - arm, y);
      context.lineTo(x + arm, y);
      context.moveTo(x, y - arm);
      context.lineTo(x, y + arm);
    }
  }
  context.stroke();
}

function drawStations(
  context: CanvasRenderingContext2D,
  paths: GroundPaths,
  view: View,
  { colour }: Tokens,
): void {
  const factor = 2 ** view.zoom;
  context.fillStyle = colour.map;
  context.strokeStyle = colour['map-metro'];
  context.lineWidth = 0.18 * view.unit;
  for (const station of paths.stations) {
    const x = (station.x - view.origin.x) * factor;
    const y = (station.y - view.origin.y) * factor;
    if (!isSeen(view, { x, y }, 20) || !inArea(context, paths, view, { x, y })) continue;
    context.beginPath();
    context.arc(x, y, (0.28 + 0.17 * view.near) * view.unit, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
