import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Post } from '#domain/timer/escalation.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Clock, Step } from '#domain/timer/timer.ts';
import { instant } from '#server/db/instant.ts';

/** 时限: one step of one clock that fires once. Rows are derived from the case's timers when it is saved. */
export const timerTable = pgTable(
  'timer',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    caseId: uuid().notNull(),
    clock: text().$type<Clock>().notNull(),
    subject: uuid().notNull(),
    gen: integer().notNull(),
    step: text().$type<Step>().notNull(),
    fireAt: instant().notNull(),
    state: text().$type<'armed' | 'fired' | 'void'>().notNull().default('armed'),
    firedAt: instant(),
  },
  (table) => [
    unique('timer_once').on(table.subject, table.clock, table.gen, table.step),
    index('timer_due')
      .on(table.fireAt)
      .where(sql`state = 'armed'`),
    index('timer_case').on(table.caseId),
    /** What fired lately, for the watch's streaks and for how late it was. */
    index('timer_fired')
      .on(table.firedAt)
      .where(sql`state = 'fired'`),
  ],
);

/** A second firing of the same timer is a violation of this key. */
export const effectTable = pgTable('effect', {
  timerId: bigint({ mode: 'number' }).primaryKey(),
});

/** 时限规则: versioned and dated. */
export const policyTable = pgTable('policy', {
  version: integer().primaryKey(),
  effectiveFrom: instant().notNull(),
  body: jsonb().$type<Policy>().notNull(),
  /** Null for the project's own first version. */
  enactedById: text(),
  enactedAt: instant(),
});

/** 值班表: who stands on a post, for an area or a department, from when to when. */
export const dutyTable = pgTable(
  'duty',
  {
    id: uuid().primaryKey().defaultRandom(),
    post: text().$type<Post>().notNull(),
    areaCode: text(),
    departmentId: text(),
    personId: text().notNull(),
    from: instant().notNull(),
    until: instant().notNull(),
    setById: text(),
    setAt: instant(),
  },
  (table) => [index('duty_until').on(table.until)],
);

/** Days that differ from the published calendar: a typhoon holiday, a make-up day of the city's own. */
export const calendarDayTable = pgTable('calendar_day', {
  /** ISO date in Asia/Shanghai. */
  day: text().primaryKey(),
  works: boolean().notNull(),
  reason: text().notNull(),
  setById: text(),
  setAt: instant(),
});

/**
 * One row: how often anything was changed that decisions are taken on (the world and the rules). Triggers on those tables
 * count, so that every process notices what another one, or a person with SQL, has changed.
 */
export const premisesHeadTable = pgTable('premises_head', {
  id: integer().primaryKey(),
  version: bigint({ mode: 'number' }).notNull(),
});

/** One row: how the city's time runs against the database's clock (rate 1, no offset, but for a simulated day). */
export const cityClockTable = pgTable('city_clock', {
  id: integer().primaryKey(),
  realAt: instant().notNull(),
  cityAt: instant().notNull(),
  rate: doublePrecision().notNull(),
  /** Since when the database's clock is in doubt, by that clock: it stepped, and no timer fires. Null while it is trusted. */
  doubtedAt: instant(),
});
