import { mkdirSync, writeFileSync } from 'node:fs';
import { areas } from '../city/areas.ts';
import { baseMapOf } from './basemap.ts';

/** `npm run map:build`: writes the base map that is committed under static/basemap/. Needs no network. */
const target = new URL('../../../static/basemap/', import.meta.url);
const { city, districts } = baseMapOf(areas());

mkdirSync(target, { recursive: true });
let bytes = 0;
for (const [name, map] of [['city', city] as const, ...districts.map((map) => [map.code, map] as const)]) {
  const text = `${JSON.stringify(map)}\n`;
  writeFileSync(new URL(`${name}.json`, target), text);
  bytes += Buffer.byteLength(text);
}
console.log(`static/basemap: ${districts.length + 1} files, ${Math.round(bytes / 1024)} KiB`);
