import { SERVICES, SITE_KINDS, type Site } from '#domain/site/site.ts';
import { cell, facts, listed } from './facts.ts';

/** The report's distance: help within 500 metres. */
const RADIUS_M = 500;

/** The service sites of 坪山区 and those that the stories need elsewhere. */
export function sites(): Site[] {
  return facts('sites.csv').map((row) => ({
    id: cell(row, 'id'),
    areaCode: cell(row, 'areaCode'),
    name: cell(row, 'name'),
    nameEn: cell(row, 'nameEn'),
    kind: known(SITE_KINDS, cell(row, 'kind')),
    lat: Number(cell(row, 'lat')),
    lon: Number(cell(row, 'lon')),
    opensAtMin: Number(cell(row, 'opensAtMin')),
    closesAtMin: Number(cell(row, 'closesAtMin')),
    circles: listed(row, 'services').map((word) => ({ service: known(SERVICES, word), radiusM: RADIUS_M })),
  }));
}

function known<T extends string>(words: readonly T[], word: string): T {
  const found = words.find((candidate) => candidate === word);
  if (!found) throw new Error(`sites.csv: ${word} is none of ${words.join(', ')}`);
  return found;
}
