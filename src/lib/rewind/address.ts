import { timeOfDay } from '../ui/moment.ts';
import { dayName, dayNumber, dayOfName, dayStart } from '#domain/timer/calendar.ts';

const SHAPE = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** A moment as it stands in the address of a wall, by Shanghai's clock: 2021-07-23T11:05:00. */
export const addressOf = (at: number): string => `${dayName(dayNumber(at))}T${timeOfDay(at)}`;

/** The moment that an address names, or null where it names none. */
export function momentOf(text: string | null): number | null {
  const [, day = '', hours, minutes, seconds = '0'] = SHAPE.exec(text ?? '') ?? [];
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)];
  if (!(h < 24 && m < 60 && s < 60) || Number.isNaN(dayOfName(day))) return null;
  // A day that there is not rolls over to another one.
  if (dayName(dayOfName(day)) !== day) return null;
  return dayStart(dayOfName(day)) + ((h * 60 + m) * 60 + s) * 1_000;
}
