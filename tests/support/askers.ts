import type { Person, Role } from '#domain/person/person.ts';
import { ROLES } from '#domain/person/person.ts';
import { within } from '#domain/area/area.ts';
import type { Asker } from '#server/door/entry.ts';
import type { City } from '#server/demo/city/city.ts';

/** Somebody who asks: as what, and whether the case that is asked for lies in reach. */
export interface Asking {
  as: Asker;
  own: boolean;
  /** The account, where there is one. */
  person: Person | null;
}

export const nameOf = ({ as, own }: Asking): string => `${own ? 'own' : 'foreign'} ${as}`;

/** Of each role one whose jurisdiction holds the place and the department, and one whose does not. */
export function staffAround(city: City, areaCode: string, departmentId: string): Asking[] {
  const reaches = ({ areas, departmentId: of }: Person): boolean =>
    of === null ? areas.some((prefix) => within(areaCode, prefix)) : of === departmentId;
  return ROLES.flatMap((as: Role) =>
    [true, false].flatMap((own) => {
      const person = city.people.find(
        (one) => one.role === as && reaches(one) === own && one.deputyOf === null,
      );
      return person ? [{ as, own, person }] : [];
    }),
  );
}
