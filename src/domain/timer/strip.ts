import { dayName, dayNumber } from './calendar.ts';
import type { Explanation } from './explain.ts';

/** One day of the strip: where the clock starts, days that count with their number, days that do not, rests, the deadline. */
export interface StripDay {
  /** ISO date in Asia/Shanghai. */
  day: string;
  kind: 'start' | 'counted' | 'free' | 'rest' | 'due';
  /** What has been counted when this day reaches the time of day of the start; 0 for the start. */
  n: number;
  /** 调休上班: a day of the weekend that is worked. */
  makeup: boolean;
  today: boolean;
}

/** More days would be too narrow to read. */
const STRIP_DAYS = 31;

/**
 * A limit in working days, day by day; undefined for any other limit, for one that is too long to be read so, and where
 * the calendar has not been published as far as the deadline.
 */
export function stripOf(explanation: Explanation, now: number): StripDay[] | undefined {
  const { limit, covered, startAt, dueAt, days, adjustments, pausedAt } = explanation;
  const [first, last] = [dayNumber(startAt), dayNumber(dueAt)];
  if (limit.unit !== 'workday' || !covered || last - first >= STRIP_DAYS || last <= first) return undefined;
  const whyOf = new Map(days.map((note) => [note.day, note.why]));
  const rests = adjustments.flatMap((one) => (one.kind === 'pause' ? [[one.from, one.to] as const] : []));
  if (pausedAt !== null) rests.push([pausedAt, now]);
  const strip: StripDay[] = [];
  let n = 0;
  for (let day = first; day <= last; day += 1) {
    const name = dayName(day);
    const why = whyOf.get(name);
    const free = why === 'weekend' || why === 'holiday';
    // The day counts when it reaches the time of day of the start, unless the clock rests just then.
    const reached = startAt + (day - first) * 86_400_000;
    const rest = !free && day > first && rests.some(([from, to]) => from < reached && reached <= to);
    if (day > first && !free && !rest) n += 1;
    const kind = day === first ? 'start' : day === last ? 'due' : free ? 'free' : rest ? 'rest' : 'counted';
    strip.push({ day: name, kind, n, makeup: why === 'make-up', today: day === dayNumber(now) });
  }
  return strip;
}
