import { ACT_WORDS, QUERY_WORDS, STATE_WORDS } from './audit/words.ts';
import type { Language, Pair } from './language.ts';
import { ACCOUNT_REFUSALS } from './refusal/account.ts';
import { ACT_REFUSALS } from './refusal/act.ts';
import { DOOR_REFUSALS } from './refusal/door.ts';
import { PERSONAL_REFUSALS } from './refusal/personal.ts';
import { SETTING_REFUSALS } from './refusal/setting.ts';

/** A refusal is a value, not an exception: a code with its words. ALL codes, by the room that refuses. */
export const REFUSALS = {
  ...DOOR_REFUSALS,
  ...ACCOUNT_REFUSALS,
  ...PERSONAL_REFUSALS,
  ...SETTING_REFUSALS,
  ...ACT_REFUSALS,
};

/** Clock times in sentences are those of Shanghai. */
const SHANGHAI_MS = 8 * 3_600_000;

export type RefusalCode = keyof typeof REFUSALS;
export type Details = Record<string, string | number>;

export interface Refusal {
  refused: RefusalCode;
  details: Details;
}

export const refuse = (refused: RefusalCode, details: Details = {}): Refusal => ({ refused, details });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value;

export type { Language } from './language.ts';

/** The sentence of a refusal in one language; acts and states stand in it by their names, not by their codes. */
export const sentenceOf = (refusal: Refusal, language: Language): string =>
  `${fasterOf(refusal, language)}${wordsOf(refusal, language)}`;

const OTHERS: Record<string, Pair> = {
  resident: { zh: '群众', en: 'The resident' },
  partner: { zh: '对接平台', en: 'A partner platform' },
};

/** Who was faster, with what, and when to the second, where that is known. */
function fasterOf({ details }: Refusal, language: Language): string {
  const { who, did, at } = details;
  if (typeof who !== 'string' || typeof at !== 'number') return '';
  const name = OTHERS[who]?.[language] ?? who;
  const act = ACT_WORDS[did as keyof typeof ACT_WORDS]?.[language] ?? '';
  const time = new Date(at + SHANGHAI_MS).toISOString().slice(11, 19);
  return language === 'zh'
    ? `${name} ${time} 已先做了「${act}」。`
    : `${name} was first, at ${time}: ${act}. `;
}

function wordsOf(refusal: Refusal, language: Language): string {
  return REFUSALS[refusal.refused][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(refusal.details[name] ?? '—');
    const words: Record<string, Pair> =
      name === 'act' ? { ...ACT_WORDS, ...QUERY_WORDS } : name === 'state' ? STATE_WORDS : {};
    return words[value]?.[language] ?? value;
  });
}

export const statusOf = (refusal: Refusal): number => REFUSALS[refusal.refused].status;

/** The header that says when to come back, in seconds, as programs read it (RFC 9110, section 10.2.3). */
export const retryAfter = ({ refused, details }: Refusal): Record<string, string> =>
  refused === 'too-many' && details['seconds'] !== undefined
    ? { 'retry-after': String(details['seconds']) }
    : {};
