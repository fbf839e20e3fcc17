import type { MetroLine, Station } from '#domain/area/basemap.ts';
import { cell, facts, listed } from '../city/facts.ts';

/** The stations, and the lines as chains of them. */
export function metro(): { stations: Station[]; lines: MetroLine[] } {
  const stations = facts('stations.csv').map((row) => ({
    name: cell(row, 'name'),
    nameEn: cell(row, 'nameEn'),
    lat: Number(cell(row, 'lat')),
    lon: Number(cell(row, 'lon')),
  }));
  const lines = facts('lines.csv').map((row) => ({
    line: cell(row, 'line'),
    name: cell(row, 'name'),
    nameEn: cell(row, 'nameEn'),
    stations: listed(row, 'stations').map((name) => indexOf(stations, name)),
  }));
  return { stations, lines };
}

function indexOf(stations: readonly Station[], name: string): number {
  const at = stations.findIndex((station) => station.name === name);
  if (at < 0) throw new Error(`lines.csv: there is no station ${name}`);
  return at;
}
