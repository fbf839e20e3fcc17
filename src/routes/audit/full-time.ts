import { dayName, dayNumber } from '#domain/timer/calendar.ts';
import { timeOfDay } from '$lib/ui/moment.ts';

/** 2026-11-28 19:05:12: an entry may be years old. */
export const fullTime = (at: number): string => `${dayName(dayNumber(at))} ${timeOfDay(at)}`;
