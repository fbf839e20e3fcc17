import { CLOCK_WORDS, DURATION } from '../audit/words.ts';
import type { Language } from '../language.ts';
import type { DayNote, Explanation } from './explain.ts';
import { instantName } from './instant.ts';
import type { Limit, Unit } from './limit.ts';

const UNIT_WORDS: Record<Unit, Record<Language, string>> = {
  minute: { zh: '分钟', en: 'min' },
  hour: { zh: '小时', en: 'h' },
  workhour: { zh: '工作时', en: 'working hours' },
  workday: { zh: '个工作日', en: 'working days' },
  day: { zh: '个自然日', en: 'calendar days' },
  today: { zh: '', en: '' },
};

function limitOf({ amount, unit }: Limit, language: Language): string {
  const word = UNIT_WORDS[unit][language];
  if (unit !== 'today') return `${amount} ${amount === 1 ? word.replace(/s$/, '') : word}`;
  if (amount === 1) return language === 'zh' ? '当日' : 'the same day';
  return language === 'zh' ? `${amount} 日内` : `${amount} days to midnight`;
}

/**
 * The arithmetic as one sentence for a person: 签收时限从 2021-08-13 22:31 起算，限 10 分钟，到期 2021-08-13 22:41；还剩 4分00秒。
 * Instants are of Asia/Shanghai.
 */
export const explainSentence = (of: Explanation, language: Language): string =>
  language === 'zh' ? chinese(of) : english(of);

function chinese(of: Explanation): string {
  const parts = [
    `${CLOCK_WORDS[of.clock].zh}时限从 ${instantName(of.startAt)} 起算，限 ${limitOf(of.limit, 'zh')}（规则第 ${of.policyVersion} 版）`,
    ...of.adjustments.map((one) =>
      one.kind === 'pause'
        ? `${instantName(one.from)} 至 ${instantName(one.to)} 挂起，已顺延`
        : `${instantName(one.at)} 同意延期 ${one.workdays} 个工作日`,
    ),
    ...daysPart(of.days, 'zh'),
    `到期 ${instantName(of.dueAt)}`,
    ...(of.covered ? [] : ['其中有些日子的放假安排尚未公布，暂按平常的周末推算']),
    stateOf(of, 'zh'),
  ];
  return `${parts.join('；')}。`;
}

function english(of: Explanation): string {
  const parts = [
    `${CLOCK_WORDS[of.clock].en}: counted from ${instantName(of.startAt)}, limit ${limitOf(of.limit, 'en')} (rules version ${of.policyVersion})`,
    ...of.adjustments.map((one) =>
      one.kind === 'pause'
        ? `it rested from ${instantName(one.from)} to ${instantName(one.to)}, and that was added`
        : `${one.workdays} working days more were granted on ${instantName(one.at)}`,
    ),
    ...daysPart(of.days, 'en'),
    `due ${instantName(of.dueAt)}`,
    ...(of.covered
      ? []
      : ['the holidays of some of these days are not published yet, so plain weekends were assumed']),
    stateOf(of, 'en'),
  ];
  return `${parts.join('; ')}.`;
}

const DAY_WORDS: Record<DayNote['why'], Record<Language, string>> = {
  weekend: { zh: '周末', en: 'weekend' },
  holiday: { zh: '节假日', en: 'holiday' },
  'make-up': { zh: '调休上班', en: 'make-up working day' },
  unpublished: { zh: '未公布', en: 'unpublished' },
};

/** 不计 08-14、08-15（周末）；计入 09-18（调休上班）. Unpublished days are said once, elsewhere. */
function daysPart(days: readonly DayNote[], language: Language): string[] {
  return (['weekend', 'holiday', 'make-up'] as const).flatMap((why) => {
    const names = days.filter((one) => one.why === why).map((one) => one.day.slice(5));
    if (names.length === 0) return [];
    const word = DAY_WORDS[why][language];
    if (language === 'zh') return [`${why === 'make-up' ? '计入' : '不计'} ${names.join('、')}（${word}）`];
    return [`${why === 'make-up' ? 'counting' : 'not counting'} ${names.join(', ')} (${word})`];
  });
}

function stateOf({ stoppedAt, pausedAt, dueAt, leftMs }: Explanation, language: Language): string {
  const span = DURATION[language](Math.abs(leftMs));
  const zh = language === 'zh';
  if (stoppedAt !== null) {
    const met = (pausedAt ?? stoppedAt) <= dueAt;
    const at = instantName(stoppedAt);
    if (zh) return `${at} 完成，${met ? '按时' : `逾期 ${span}`}`;
    return `done ${at}, ${met ? 'in time' : `${span} late`}`;
  }
  if (pausedAt !== null) return zh ? `现在挂起，还剩 ${span}` : `resting now, ${span} left`;
  if (leftMs < 0) return zh ? `已逾期 ${span}` : `${span} overdue`;
  return zh ? `还剩 ${span}` : `${span} left`;
}
