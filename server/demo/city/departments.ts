import { levelOf, type Area } from '#domain/area/area.ts';
import type { Point } from '#domain/area/point.ts';
import type { Department } from '#domain/department/department.ts';
import { cell, facts } from './facts.ts';

/** The report calls the office of 坑梓街道 市政服务部; 坪山区 uses that name, the other districts 市政服务中心. */
const SERVICES_DEPARTMENT = { prefix: '440310', kind: 'municipal', from: '市政服务中心', to: '市政服务部' };

/** District bureaux of every district and the offices of every street, in order of areas, then of the files. */
export function departments(areas: readonly Area[]): Department[] {
  const bureaux = facts('bureaux.csv');
  const offices = facts('offices.csv');
  return areas.flatMap((area) => {
    const level = levelOf(area.code);
    const rows = level === 'district' ? bureaux : level === 'street' ? offices : [];
    return rows.map((row, at) => departmentOf(area, row, at, rows.length));
  });
}

function departmentOf(area: Area, row: Record<string, string>, at: number, of: number): Department {
  const kind = cell(row, 'kind');
  const street = levelOf(area.code) === 'street';
  return {
    id: `${area.code}-${kind}`,
    areaCode: area.code,
    kind,
    name: named(area, kind, cell(row, 'name')),
    shortName: named(area, kind, cell(row, 'shortName')),
    nameEn: filled(cell(row, 'nameEn'), area.nameEn.replace(/ (District|Street)$/, '')),
    ...placed(area, at, of, street ? 220 : 420),
  };
}

function named(area: Area, kind: string, template: string): string {
  const name = filled(template, area.name.replace(/(区|街道)$/, ''));
  const { prefix, kind: services, from, to } = SERVICES_DEPARTMENT;
  return kind === services && area.code.startsWith(prefix) ? name.replace(from, to) : name;
}

const filled = (template: string, name: string): string => template.replace(/\{[^}]*\}/, name);

/**
 * A seat near the district's or street's own point. The sources give no addresses, so the offices stand on
 * a sunflower spiral around it: apart from each other, and the same at every start.
 */
function placed(area: Area, at: number, of: number, withinM: number): Point {
  if (area.lat === null || area.lon === null) throw new Error(`${area.code} has no point for its offices`);
  const metres = withinM * Math.sqrt((at + 0.5) / of);
  const angle = at * Math.PI * (3 - Math.sqrt(5));
  const lat = area.lat + (metres * Math.cos(angle)) / 110_700;
  const lon = area.lon + (metres * Math.sin(angle)) / 102_500;
  return { lat: Number(lat.toFixed(5)), lon: Number(lon.toFixed(5)) };
}
