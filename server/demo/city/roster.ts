import { levelOf } from '#domain/area/area.ts';
import type { Person } from '#domain/person/person.ts';
import type { Post } from '#domain/timer/escalation.ts';
import type { Duty } from '#domain/timer/roster.ts';

/** The demonstration's posts are manned day and night. */
const ALWAYS = {
  from: Date.parse('2021-01-01T00:00:00+08:00'),
  until: Date.parse('2100-01-01T00:00:00+08:00'),
};

/** 值班表 of the demonstration: officers for their departments, supervisors for their streets and districts. */
export const roster = (people: readonly Person[]): Duty[] =>
  people.flatMap((person): Duty[] => {
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
  });
