import { ACT_WORDS, STATE_WORDS } from '#domain/audit/words.ts';
import type { ReturnReason } from '#domain/assignment/assignment.ts';
import type { ActName } from '#domain/case/act.ts';
import type { Case } from '#domain/case/case.ts';
import type { DeclineReason } from '#domain/order/order.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ScreenWorld } from '../live/world.ts';
import { language } from '../ui/words.ts';

export const RETURN_WORDS: Record<ReturnReason, () => string> = {
  'not-ours': m.duty_return_not_ours,
  'wrong-area': m.duty_return_wrong_area,
  'no-power': m.duty_return_no_power,
  duplicate: m.duty_return_duplicate,
  incomplete: m.duty_return_incomplete,
};

export const DECLINE_WORDS: Record<DeclineReason, () => string> = {
  'not-needed': m.duty_decline_not_needed,
  'wrong-departments': m.duty_decline_wrong_departments,
  incomplete: m.duty_decline_incomplete,
  'handled-otherwise': m.duty_decline_handled_otherwise,
};

/** The matter as the case's title; before anybody has classified it, what kind of appeal it is. */
export const titleOf = (subject: Case, { names }: ScreenWorld): string =>
  subject.matterCode === null
    ? names.kind(subject.kind, language())
    : names.matter(subject.matterCode, language());

export const actName = (act: ActName): string => ACT_WORDS[act][language()];
export const stateName = (subject: Case): string => STATE_WORDS[subject.state][language()];

/** Names in a row: 、 in Chinese, a comma in English. */
export const listed = (words: readonly string[]): string => words.join(language() === 'zh' ? '、' : ', ');
