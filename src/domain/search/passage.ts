import { lineage } from '../area/area.ts';
import { CHANNEL_WORDS, KIND_WORDS, STATE_WORDS } from '../audit/words.ts';
import { scopeOf } from '../board/view.ts';
import type { Case } from '../case/case.ts';
import { redactPerson } from '../case/redact.ts';
import type { World } from '../context.ts';
import { tokensOf } from './token.ts';
import { normalise } from './unit.ts';

/** Where something can be found. `words` is what the resident said, `text` what the staff wrote. */
export type FoundIn =
  | 'number'
  | 'order'
  | 'place'
  | 'area'
  | 'site'
  | 'matter'
  | 'department'
  | 'state'
  | 'kind'
  | 'channel'
  | 'words'
  | 'text';

/** A piece of text that can be searched: normalised, and fit to be shown to whoever may reach the case. */
export interface Passage {
  field: FoundIn;
  /** Which free text of the case it is (the keys of a case file's texts); null for everything else. */
  ref: string | null;
  text: string;
}

/** What a search reads of the world. */
export type Named = Pick<World, 'areas' | 'departments' | 'matters' | 'sites'>;

/** What can be found of a case without opening anything: its numbers, and the names of all that it is about. */
export function factsOf(subject: Case, world: Named): Passage[] {
  const { place } = subject;
  const matter = world.matters.get(subject.matterCode ?? '');
  const site = place.siteId === null ? undefined : world.sites.find((one) => one.id === place.siteId);
  const areas = lineage(place.areaCode).map((code) => world.areas.get(code)?.name);
  const departments = scopeOf(subject).departments.map((id) => world.departments.get(id));
  const texts: [FoundIn, (string | undefined)[]][] = [
    ['number', numberForms(subject.number)],
    ['order', subject.orders.flatMap((order) => numberForms(order.number))],
    ['place', [place.label]],
    ['area', areas],
    ['site', [site?.name]],
    ['matter', [matter?.name, matter?.nameEn]],
    ['department', departments.flatMap((one) => [one?.name, one?.shortName])],
    ['state', [STATE_WORDS[subject.state].zh]],
    ['kind', [KIND_WORDS[subject.kind].zh]],
    ['channel', [CHANNEL_WORDS[subject.channel].zh]],
  ];
  return texts.flatMap(([field, all]) =>
    all.filter((one) => one !== undefined).map((text) => ({ field, ref: null, text: normalise(text) })),
  );
}

/** As it is written, and as it is typed in a hurry, without its dashes. */
const numberForms = (number: string): string[] => [number, number.replaceAll('-', '')];

/**
 * A free text as it may be searched and shown: without telephone and identity numbers, and without the resident's
 * name, for nobody may list the appeals of a person.
 */
export function freeText(field: 'words' | 'text', ref: string, text: string, name: string | null): Passage {
  // First the usual forms: digits in circles are digits, too.
  return { field, ref, text: redactPerson(normalise(text), name && normalise(name)) };
}

/** What a search asks for beside the words, of its jurisdiction and of its time; no text has such tokens. */
export const areaToken = (code: string): string => `area:${code}`;
export const departmentToken = (id: string): string => `department:${id}`;
/** The month of an instant, so that a search can begin with the newest ones. */
export const monthToken = (at: number): string => `month:${new Date(at).toISOString().slice(0, 7)}`;

/** The tokens of the facts of a case, and of where and when it belongs. */
export function factTokens(subject: Case, world: Named): Set<string> {
  const { areaCode, departments } = scopeOf(subject);
  return new Set([
    ...lineage(areaCode).map(areaToken),
    ...departments.map(departmentToken),
    monthToken(subject.discoveredAt),
    ...tokensIn(factsOf(subject, world)),
  ]);
}

/** True where both are found by the same: told without cutting anything, because most of what happens changes none of it. */
export const foundAlike = (a: Case, b: Case, world: Named): boolean =>
  foundBy(a, world) === foundBy(b, world);

/** All that `factTokens` reads. */
const foundBy = (subject: Case, world: Named): string =>
  JSON.stringify([
    scopeOf(subject),
    monthToken(subject.discoveredAt),
    factsOf(subject, world).map(({ text }) => text),
  ]);

/** The tokens of some passages, each cut by itself. */
export function tokensIn(passages: readonly Passage[]): Set<string> {
  const tokens = new Set<string>();
  for (const { text } of passages) for (const token of tokensOf(text)) tokens.add(token);
  return tokens;
}
