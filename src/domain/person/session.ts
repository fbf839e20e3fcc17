import type { Role } from './person.ts';

const MINUTE_MS = 60_000;

/** 绝对时限: however busy, a session ends after so long. */
export const SESSION_HOURS = 12;

/** Before the end of an idle session its screen says so, in milliseconds. */
export const IDLE_NOTICE_MS = 2 * MINUTE_MS;

/** Who sits at a console: a shared room with many cases on one screen, where an empty chair is a danger. */
export const CONSOLE_ROLES: readonly Role[] = [
  'dispatcher',
  'supervisor',
  'system-admin',
  'security-admin',
  'audit-admin',
];
export const CONSOLE_IDLE_MINUTES = 15;

/**
 * 空闲时限: after how many milliseconds without an act of its person a session ends; null where it does not. Phones
 * lock themselves and have to bring orders at any hour; leaders' screens hang on walls.
 */
export const idleMsOf = (role: Role): number | null =>
  CONSOLE_ROLES.includes(role) ? CONSOLE_IDLE_MINUTES * MINUTE_MS : null;
