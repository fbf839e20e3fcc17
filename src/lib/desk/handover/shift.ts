import type { DeskColleague, Shift } from '#domain/desk/colleague.ts';
import { DAY_MS } from '#domain/timer/calendar.ts';

/** A duty of more than a day is a post, and ends with no handover. */
const isShift = (duty: Shift | null): duty is Shift => duty !== null && duty.until - duty.from <= DAY_MS;

/** The shift of somebody at this moment. */
export const shiftOf = ({ shift }: Pick<DeskColleague, 'shift'>): Shift | undefined =>
  isShift(shift) ? shift : undefined;

/** The one that comes, of somebody who is not on duty yet. */
export const nextShiftOf = ({ shift, next }: Pick<DeskColleague, 'shift' | 'next'>): Shift | undefined =>
  shift === null && isShift(next) ? next : undefined;
