import type { Person, Role } from '../person/person.ts';

/** Whose desk it is, and who answers for the shift: they see the handover, and the last of them only looks on. */
export const ON_SHIFT: readonly Role[] = ['dispatcher', 'supervisor', 'leader'];

/** 当班: from when until when the roster has somebody on duty; milliseconds since 1970 by the city's clock. */
export interface Shift {
  from: number;
  until: number;
}

/** A dispatcher of the same desk. */
export interface DeskColleague extends Pick<Person, 'id' | 'name' | 'areas'> {
  /** The duty that covers this moment; null where the roster has none. */
  shift: Shift | null;
  /** The next one, where it begins within a day. */
  next: Shift | null;
}
