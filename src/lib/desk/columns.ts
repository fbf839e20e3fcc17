import type { Column } from '#domain/desk/arrangement.ts';

/** Widths in px or shares; English needs more for its words, and a stale chip writes the due moment out. */
const WIDTHS: Record<Column, [zh: string, en: string]> = {
  urgency: ['14px', '14px'],
  place: ['minmax(0, 1.24fr)', 'minmax(0, 0.75fr)'],
  age: ['50px', '48px'],
  holder: ['90px', '82px'],
  mark: ['46px', '50px'],
};

/** The grid of the rows and of their heads. The first holds the longest overdue clock whole: a time that is cut off is a wrong time. */
export function columnTemplate(columns: readonly Column[], english: boolean, stale: boolean): string {
  const of = (column: Column): string[] =>
    columns.includes(column) ? [WIDTHS[column][english ? 1 : 0]] : [];
  const clock = english ? '204px' : stale ? '166px' : '154px';
  return [
    clock,
    ...of('urgency'),
    'minmax(0, 1fr)',
    ...of('place'),
    ...of('age'),
    ...of('holder'),
    ...of('mark'),
  ].join(' ');
}
