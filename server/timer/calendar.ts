import chineseDays from 'chinese-days';
import { asc } from 'drizzle-orm';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { dayName, dayNumber, dayOfName, OFFICE_HOURS, type Calendar } from '#domain/timer/calendar.ts';
import { note } from '#server/audit/entry.ts';
import { cityNow } from '#server/clock.ts';
import type { Database } from '#server/db/pool.ts';
import { transaction } from '#server/db/transaction.ts';
import { calendarDayTable } from '#server/timer/table.ts';

/**
 * The State Council's holidays as `chinese-days` publishes them. For 2027 it silently answers plain
 * weekdays, so the last covered day stands here and is raised together with the package.
 */
const COVERED_FROM = '2018-01-01';
const COVERED_UNTIL = '2026-12-31';

let published: Calendar | undefined;

export const statutoryCalendar = (): Calendar => (published ??= publish());

function publish(): Calendar {
  const coveredFrom = dayOfName(COVERED_FROM);
  const coveredUntil = dayOfName(COVERED_UNTIL);
  const holidays = new Set<number>();
  const makeupDays = new Set<number>();
  for (let day = coveredFrom; day <= coveredUntil; day += 1) {
    const name = dayName(day);
    const weekend = [0, 6].includes((day + 4) % 7);
    if (weekend && chineseDays.isWorkday(name)) makeupDays.add(day);
    if (!weekend && chineseDays.isHoliday(name)) holidays.add(day);
  }
  return { holidays, makeupDays, coveredFrom, coveredUntil, workHours: OFFICE_HOURS };
}

/** The published calendar with the days that an administrator set otherwise. */
export async function readCalendar(db: Database): Promise<Calendar> {
  return withDays(statutoryCalendar(), await db.select().from(calendarDayTable));
}

/** A day that is set otherwise counts as set, whatever was published. */
export function withDays(calendar: Calendar, days: readonly { day: string; works: boolean }[]): Calendar {
  const holidays = new Set(calendar.holidays);
  const makeupDays = new Set(calendar.makeupDays);
  for (const { day, works } of days) {
    const number = dayOfName(day);
    (works ? holidays : makeupDays).delete(number);
    (works ? makeupDays : holidays).add(number);
  }
  return { ...calendar, holidays, makeupDays };
}

/** A day as it counts, and why. */
export interface SetDay {
  /** ISO date in Asia/Shanghai. */
  day: string;
  works: boolean;
  reason: string;
}

/** The statutory calendar as it is used: what is published until when, and what was set otherwise. */
export interface CalendarAnswer {
  coveredFrom: string;
  /** The last day that is published; past it a deadline says that it does not know. */
  coveredUntil: string;
  holidays: string[];
  makeupDays: string[];
  set: SetDay[];
}

export async function describeCalendar(db: Database): Promise<CalendarAnswer> {
  const { coveredFrom, coveredUntil, holidays, makeupDays } = await readCalendar(db);
  const names = (days: ReadonlySet<number>): string[] => [...days].sort((a, b) => a - b).map(dayName);
  const { day, works, reason } = calendarDayTable;
  return {
    coveredFrom: dayName(coveredFrom),
    coveredUntil: dayName(coveredUntil),
    holidays: names(holidays),
    makeupDays: names(makeupDays),
    set: await db.select({ day, works, reason }).from(calendarDayTable).orderBy(asc(day)),
  };
}

/** Sets a day otherwise than published. A day that has begun is left as it was: deadlines were counted by it. */
export function setDay(db: Database, byId: string, set: SetDay): Promise<CalendarAnswer | Refusal> {
  return transaction(db, async (tx) => {
    const now = await cityNow(tx);
    if (dayOfName(set.day) <= dayNumber(now)) return refuse('day-past', { day: set.day });
    const row = { ...set, setById: byId, setAt: now };
    await tx
      .insert(calendarDayTable)
      .values(row)
      .onConflictDoUpdate({ target: calendarDayTable.day, set: row });
    const details = { setting: 'calendar', works: set.works };
    await note(tx, { actor: byId, act: 'settings.change', subject: set.day, details });
    return describeCalendar(tx);
  });
}
