import type { Area } from '#domain/area/area.ts';
import { cell, facts } from './facts.ts';

/** Shenzhen itself; the point is the Civic Center. */
const CITY: Area = { code: '4403', name: '深圳市', nameEn: 'Shenzhen', lat: 22.54333, lon: 114.0567 };

const degrees = (text: string): number | null => (text === '' ? null : Number(text));

/** The city, 9 districts, 74 streets and 783 communities, in order of their codes. */
export function areas(): Area[] {
  const rows = ['districts.csv', 'streets.csv', 'communities.csv'].flatMap(facts);
  return [CITY, ...rows.map(areaOf)].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function areaOf(row: Record<string, string>): Area {
  return {
    code: cell(row, 'code'),
    name: cell(row, 'name'),
    nameEn: cell(row, 'nameEn'),
    lat: degrees(cell(row, 'lat')),
    lon: degrees(cell(row, 'lon')),
  };
}
