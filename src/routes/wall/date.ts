import { DAY_MS, dayNumber } from '#domain/timer/calendar.ts';
import { language } from '$lib/ui/words.ts';

/** 7月23日 and 星期五, by Shanghai's calendar. */
export function dateParts(now: number): { day: string; weekday: string } {
  const date = new Date(dayNumber(now) * DAY_MS);
  const locale = language() === 'en' ? 'en-GB' : 'zh-CN';
  const words = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
  const day = words(
    language() === 'en' ? { month: 'short', day: 'numeric' } : { month: 'long', day: 'numeric' },
  );
  return { day, weekday: words({ weekday: 'long' }) };
}
