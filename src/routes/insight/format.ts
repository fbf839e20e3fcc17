import type { Language } from '#domain/language.ts';
import type { Limit } from '#domain/timer/limit.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** 3分45秒 below an hour, 12时40 below a day, 2.1天 above: as much as a table's column has room for. */
export function took(ms: number, language: Language): string {
  const zh = language === 'zh';
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return zh ? `${seconds}秒` : `${seconds} s`;
  const [whole, rest] = [Math.floor(seconds / 60), pad(seconds % 60)];
  if (seconds < HOUR / 1000) return zh ? `${whole}分${rest}秒` : `${whole} m ${rest} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < DAY / MINUTE) {
    const [hours, left] = [Math.floor(minutes / 60), pad(minutes % 60)];
    return zh ? `${hours}时${left}` : `${hours} h ${left}`;
  }
  return `${(ms / DAY).toFixed(1)}${zh ? '天' : ' d'}`;
}

const pad = (n: number): string => String(n).padStart(2, '0');

const UNITS: Record<Limit['unit'], Record<Language, string>> = {
  minute: { zh: '分', en: ' min' },
  hour: { zh: '时', en: ' h' },
  workhour: { zh: '工作时', en: ' wh' },
  day: { zh: '天', en: ' d' },
  workday: { zh: '工作日', en: ' wd' },
  today: { zh: '当日', en: 'same day' },
};

/** 10分 · 15工作日 · 当日. */
export function limitWords({ amount, unit }: Pick<Limit, 'amount' | 'unit'>, language: Language): string {
  return unit === 'today' ? UNITS.today[language] : `${amount}${UNITS[unit][language]}`;
}

/** 92.6: per cent with one digit. Never rounded up to 100.0, nor down to 0.0, while that is not true. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000);
  if (rounded === 1000 && share < 1) return '99.9';
  if (rounded === 0 && share > 0) return '0.1';
  return (rounded / 10).toFixed(1);
}

/** 1,298 */
export const count = (n: number): string => n.toLocaleString('en-US');

/** Where a time stands on the logarithmic axis from 30 seconds to 20 days, in per cent of its width. */
export function onAxis(ms: number): number {
  const [first, last] = [Math.log(30_000), Math.log(20 * DAY)];
  const share = (Math.log(Math.max(ms, 1)) - first) / (last - first);
  return Math.min(100, Math.max(0, share * 100));
}

/** The marks of that axis. */
export const AXIS = [
  { ms: MINUTE, zh: '1分', en: '1 min' },
  { ms: 10 * MINUTE, zh: '10分', en: '10 min' },
  { ms: HOUR, zh: '1时', en: '1 h' },
  { ms: DAY, zh: '1天', en: '1 d' },
  { ms: 10 * DAY, zh: '10天', en: '10 d' },
] as const;

/** The lowest per cent that an axis of rates has to begin with: a multiple of five at or below all of them, at most 85. */
export function axisStart(shares: readonly number[]): number {
  const lowest = Math.min(0.85, ...shares);
  return Math.max(0, Math.floor(lowest * 20) * 5);
}

/** Where a share stands on an axis of rates that begins at `start` per cent, in per cent of its width. */
export const onRates = (share: number, start: number): number =>
  Math.min(100, Math.max(0, ((share * 100 - start) / (100 - start)) * 100));
