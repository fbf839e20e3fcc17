import { dayNumber, dayStart, worksOn, type Calendar } from './calendar.ts';

/** The office's hours of one day as instants; none on a day off. */
function hoursOf(calendar: Calendar, day: number): [number, number][] {
  if (!worksOn(calendar, day).works) return [];
  return calendar.workHours.map(([from, to]) => [dayStart(day) + from * 60_000, dayStart(day) + to * 60_000]);
}

/** The instant at which `ms` of working time have passed since `start`. Past the published calendar it says so. */
export function addWorkMs(calendar: Calendar, start: number, ms: number): { at: number; covered: boolean } {
  let left = ms;
  let covered = true;
  for (let day = dayNumber(start); ; day += 1) {
    if (!worksOn(calendar, day).covered) covered = false;
    for (const [from, to] of hoursOf(calendar, day)) {
      const begin = Math.max(from, start);
      if (begin >= to) continue;
      if (to - begin >= left) return { at: begin + left, covered };
      left -= to - begin;
    }
  }
}

/** How much working time lies between two instants. */
export function workMsBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0;
  for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
    for (const [open, close] of hoursOf(calendar, day)) {
      sum += Math.max(0, Math.min(close, to) - Math.max(open, from));
    }
  }
  return sum;
}
