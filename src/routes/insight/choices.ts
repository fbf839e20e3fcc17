import { levelOf, lineage, within } from '#domain/area/area.ts';
import { CHANNEL_WORDS } from '#domain/audit/words.ts';
import { CHANNELS } from '#domain/case/case.ts';
import type { Language } from '#domain/language.ts';
import { FIELDS } from '#domain/matter/matter.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ScreenWorld } from '$lib/live/world.ts';
import { FIELD_WORDS } from './field-words.ts';

export interface Choice {
  value: string;
  name: string;
}

const LENGTHS = { city: 4, district: 6, street: 9, community: 12 } as const;
const NEXT = { city: 6, district: 9, street: 12, community: 12 } as const;

/** The way up to what may be read, the area itself, and one step down: 783 communities are no list. */
export function areaChoices(
  world: ScreenWorld,
  rights: readonly string[],
  current: string,
  language: Language,
): Choice[] {
  const up = lineage(current).filter((code) => rights.some((prefix) => within(code, prefix)));
  const level = levelOf(current);
  const down =
    level === undefined || level === 'community'
      ? []
      : [...world.areas.keys()].filter((code) => code.length === NEXT[level] && within(code, current));
  const roots = rights.length > 1 ? rights.filter((code) => !up.includes(code)) : [];
  return [...roots, ...up, ...down].map((code) => ({
    value: code,
    name: `${indent(code, rights)}${world.areas.get(code)?.name === undefined ? code : world.names.area(code, language)}`,
  }));
}

const indent = (code: string, rights: readonly string[]): string => {
  const depths: number[] = Object.values(LENGTHS);
  const root = rights.find((prefix) => within(code, prefix)) ?? code;
  return '　'.repeat(Math.max(0, depths.indexOf(code.length) - depths.indexOf(root.length)));
};

/** The departments of the area and those above it that answer for it. */
export function departmentChoices(world: ScreenWorld, area: string, language: Language): Choice[] {
  const own = [...world.departments.values()].filter(
    ({ areaCode }) => within(areaCode, area) || within(area, areaCode),
  );
  return [all(), ...own.map(({ id }) => ({ value: id, name: world.names.department(id, language) }))];
}

export const fieldChoices = (language: Language): Choice[] => [
  all(),
  ...FIELDS.map((field) => ({ value: field, name: FIELD_WORDS[field][language] })),
];

export const channelChoices = (language: Language): Choice[] => [
  all(),
  ...CHANNELS.map((channel) => ({ value: channel, name: CHANNEL_WORDS[channel][language] })),
];

const all = (): Choice => ({ value: '', name: m.insight_all() });
