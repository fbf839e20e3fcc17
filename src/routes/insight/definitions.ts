import type { ScreenWorld } from '$lib/live/world.ts';
import { m } from '$lib/paraglide/messages.js';
import { monthDay, timeOfDay } from '$lib/ui/moment.ts';
import { language } from '$lib/ui/words.ts';
import { CHANNEL_WORDS } from '#domain/audit/words.ts';
import type { InsightReport } from '#server/insight/report.ts';
import { FIELD_WORDS } from './field-words.ts';

/** What stands behind every figure: the sentence, and four lines that say what it was taken from. */
export interface Told {
  sentence: string;
  scope: string;
  leftOut: string;
  clock: string;
  asOf: string;
  /** The list of the very cases, with how many. */
  href?: string;
  n?: number;
}

/** The two lines that every figure of a page shares: from what it was taken, and when. */
export function sharedOf(report: InsightReport, world: ScreenWorld): Pick<Told, 'scope' | 'asOf'> {
  return { scope: scopeWords(report, world), asOf: `${monthDay(report.asOf)} ${timeOfDay(report.asOf)}` };
}

/** 坪山区 · 10-06 至 10-12 开始计时 · 12345热线. */
export function scopeWords({ areas, period, query }: InsightReport, world: ScreenWorld): string {
  const to = language();
  return [
    areas.map((code) => world.names.area(code, to)).join(to === 'zh' ? '、' : ', '),
    periodWords(period),
    query.department === undefined ? '' : world.names.department(query.department, to),
    query.field === undefined ? '' : FIELD_WORDS[query.field][to],
    query.channel === undefined ? '' : CHANNEL_WORDS[query.channel][to],
  ]
    .filter(Boolean)
    .join(' · ');
}

export const periodWords = ({ first, last }: InsightReport['period']): string =>
  first === last ? first : m.insight_from_to({ from: first, to: last.slice(5) });

/** All of a definition as text, for a report or a question to whoever counted. */
export const asText = (title: string, told: Told): string =>
  [
    `${title}：${told.sentence}`,
    `${m.insight_scope()} ${told.scope}`,
    `${m.insight_not_counted()} ${told.leftOut}`,
    `${m.insight_clock()} ${told.clock}`,
    `${m.insight_as_of()} ${told.asOf}`,
  ].join('\n');
