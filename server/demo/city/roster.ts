import { levelOf } from '#domain/area/area.ts';
import type { Person } from '#domain/person/person.ts';
import { dayStart } from '#domain/timer/calendar.ts';
import type { Post } from '#domain/timer/escalation.ts';
import type { Duty } from '#domain/timer/roster.ts';

/** The demonstration's posts are manned day and night. */
const ALWAYS = {
  from: Date.parse('2021-01-01T00:00:00+08:00'),
  until: Date.parse('2100-01-01T00:00:00+08:00'),
};

/** The desks with three seats have three shifts a day: for a month before the day that is played, and a year after it. */
const DAYS_BEFORE = 31;
const SHIFT_DAYS = DAYS_BEFORE + 366;
const SHIFT_MS = 8 * 3_600_000;

/** 夜班 00–08, 早班 08–16 and 中班 16–24 of a desk, each with its own dispatcher. */
const shiftsOf = (seat: Person, at: number, today: number): Duty[] =>
  Array.from({ length: SHIFT_DAYS }, (_, day) => {
    const from = dayStart(today - DAYS_BEFORE + day) + ((at + 1) % 3) * SHIFT_MS;
    const post = { post: 'desk', areaCode: seat.areas[0] ?? null, departmentId: null } as const;
    return { ...post, personId: seat.id, from, until: from + SHIFT_MS };
  });

const shifts = (people: readonly Person[], today: number): Duty[] => {
  const desks = Map.groupBy(
    people.filter(({ role }) => role === 'dispatcher'),
    ({ areas }) => areas[0],
  );
  return [...desks.values()].flatMap((seats) =>
    seats.length === 3 ? seats.flatMap((seat, at) => shiftsOf(seat, at, today)) : [],
  );
};

/** 值班表 of the demonstration: officers for their departments, supervisors for their streets and districts, shifts of the desk around `today` (a day's number). */
export const roster = (people: readonly Person[], today: number): Duty[] => [
  ...shifts(people, today),
  ...people.flatMap((person): Duty[] => {
    const on = (post: Post, areaCode: string | null): Duty => {
      return { post, areaCode, departmentId: person.departmentId, personId: person.id, ...ALWAYS };
    };
    if (person.role === 'officer') return [on('handler', null), on('department-head', null)];
    if (person.role !== 'supervisor') return [];
    return person.areas.flatMap((code) => {
      const level = levelOf(code);
      if (level === 'street') return [on('street', code)];
      return level === 'district' ? [on('district-supervisor', code)] : [];
    });
  }),
];
