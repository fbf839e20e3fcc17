import type { DeskColleague, Shift } from '#domain/desk/colleague.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';

/** The shift of somebody; a duty of more than a day is a post, and ends with no handover. */
export const shiftOf = ({ shift }: Pick<DeskColleague, 'shift'>): Shift | undefined =>
  shift && shift.until - shift.from <= DAY_MS ? shift : undefined;
