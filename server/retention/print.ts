import { dayName, dayNumber } from '#domain/timer/calendar.ts';
import type { RetentionReport } from '#server/retention/report.ts';

const dayOf = (at: number | null): string => (at === null ? '—' : dayName(dayNumber(at)));

/** The report as a table for whoever reads it in a shell: counts and days, and nobody's number or name. */
export function printed({ rules }: RetentionReport): string {
  const rows = rules.map(({ subject, days, enacted, due, oldestAt, newestAt, source }) => [
    ...[subject, `${days} d`, enacted ? '已生效 enacted' : '建议 proposal', String(due)],
    ...[dayOf(oldestAt), dayOf(newestAt), source],
  ]);
  const head = ['subject', 'kept', 'rule', 'due', 'oldest', 'newest', 'source'];
  return [head, ...rows]
    .map((row) => row.map((cell, n) => cell.padEnd(WIDTHS[n] ?? 0)).join('  '))
    .join('\n');
}

const WIDTHS = [12, 8, 16, 8, 11, 11];
