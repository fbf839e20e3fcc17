/**
 * minute and hour run 24×7; workhour counts the office's hours of working days only; workday skips weekends and
 * holidays; day is a calendar day; today ends at midnight.
 */
export const UNITS = ['minute', 'hour', 'workhour', 'workday', 'day', 'today'] as const;
export type Unit = (typeof UNITS)[number];

export interface Limit {
  amount: number;
  unit: Unit;
}
