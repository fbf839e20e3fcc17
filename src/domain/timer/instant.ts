import { dayName, dayNumber, dayStart } from './calendar.ts';

/** 2021-08-13 22:31 in Asia/Shanghai, whatever the language or the place of the machine. */
export function instantName(at: number): string {
  const day = dayNumber(at);
  const minutes = Math.floor((at - dayStart(day)) / 60_000);
  const pad = (n: number): string => String(n).padStart(2, '0');
  return `${dayName(day)} ${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
