import { CLOCK_WORDS } from '#domain/audit/words.ts';
import type { Stage } from '#domain/figure/stage.ts';
import type { Language } from '#domain/language.ts';
import { m } from '$lib/paraglide/messages.js';
import type { StageFigures } from '#server/insight/measure.ts';
import type { Told } from './definitions.ts';
import { count, limitWords, percent, took } from './format.ts';
import type { Shown } from './shown.ts';

type Timed = Pick<StageFigures, 'all' | 'pending' | 'overdue' | 'left' | 'p50' | 'p90' | 'stage' | 'clock'>;

/** 办结（简单）: resolution is read apart by complexity. */
export function stageName(stage: Stage, language: Language): string {
  if (stage === 'resolve-simple') return m.insight_resolve_simple();
  if (stage === 'resolve-complex') return m.insight_resolve_complex();
  return CLOCK_WORDS[stage][language];
}

const WAYS: Record<Stage, () => string> = {
  accept: m.insight_way_accept,
  approve: m.insight_way_approve,
  sign: m.insight_way_sign,
  contact: m.insight_way_contact,
  arrive: m.insight_way_arrive,
  'resolve-simple': m.insight_way_resolve,
  'resolve-complex': m.insight_way_resolve,
  feedback: m.insight_way_feedback,
};

/** 上报→受理: from what to what. */
export const stageWay = (stage: Stage): string => WAYS[stage]();

/** 10分 · 30分／10分 · 按令. */
export function limitsWords(
  { stage, limits }: Pick<StageFigures, 'stage' | 'limits'>,
  language: Language,
): string {
  if (stage === 'arrive' && limits.length > 1) return m.insight_limit_by_order();
  return limits.length === 0
    ? '—'
    : limits
        .slice(0, 2)
        .map((limit) => limitWords(limit, language))
        .join(language === 'zh' ? '／' : ' / ');
}

type Quantile = StageFigures['p50'];

/** 3分45秒 · 尚未达到 · n＜20: a percentile, or why there is none. */
export function quantileWords(quantile: Quantile, language: Language): string {
  if (quantile.kind === 'value') return took(quantile.ms, language);
  if (quantile.kind === 'not-reached') return m.insight_not_reached();
  return quantile.n === 0 ? '—' : m.insight_below_20();
}

/** The longest of the limits is what a P90 is held against where several applied. */
export const beyondLimit = ({ p90, limits }: Pick<StageFigures, 'p90' | 'limits'>): boolean =>
  p90.kind === 'value' && limits.length > 0 && p90.ms > Math.max(...limits.map(({ ms }) => ms));

/** A rate of fewer than ten decided runs is not shown: its interval covers almost everything. */
const LEAST_FOR_RATE = 10;
export const rateWords = (figures: Pick<StageFigures, 'rate' | 'n'>): string | null =>
  figures.rate === null || figures.n < LEAST_FOR_RATE ? null : `${percent(figures.rate)}%`;

/** The whole truth about a stage in one definition: what is counted, how, and what is not. */
export function stageTold(figures: StageFigures, { language, link, shared }: Shown): Told {
  const { stage, all, pending, overdue, left } = figures;
  return {
    ...shared,
    sentence: [
      m.insight_told_stage({ way: stageWay(stage) }),
      m.insight_told_rate({ met: count(figures.inTime), late: count(figures.late), overdue: count(overdue) }),
      m.insight_told_pending({ n: count(pending) }),
      ...new Set([methodWords(figures, 'p50', language), methodWords(figures, 'p90', language)]),
    ].join(''),
    leftOut: m.insight_told_left_out({ n: count(left) }),
    clock: m.insight_told_clock(),
    href: link({ of: 'stage', stage }),
    n: all,
  };
}

function methodWords(figures: Timed, which: 'p50' | 'p90', language: Language): string {
  const quantile = figures[which];
  const name = which.toUpperCase();
  const open = figures.pending + figures.overdue;
  if (quantile.kind === 'too-few') return m.insight_told_too_few({ name, n: count(quantile.n) });
  if (quantile.kind === 'not-reached')
    return m.insight_told_not_reached({ name, n: count(figures.all), open: count(open) });
  const value = took(quantile.ms, language);
  return quantile.method === 'kaplan-meier'
    ? m.insight_told_kaplan_meier({ name, value, n: count(figures.all), open: count(open) })
    : m.insight_told_nearest({ name, value, n: count(quantile.n), open: count(quantile.leftOut) });
}
