import { isAdministrator, type Person } from './person.ts';

/** What of an account does not fit its role, as the name of the field; null where all does. */
export function misfitOf({
  role,
  areas,
  departmentId,
  force,
  deputyOf,
}: Pick<Person, 'role' | 'areas' | 'departmentId' | 'force' | 'deputyOf'>): keyof Person | null {
  if (areas.length === 0) return 'areas';
  if ((role === 'officer') !== (departmentId !== null)) return 'departmentId';
  if (isAdministrator(role) || role !== 'volunteer') {
    if (force !== null) return 'force';
  }
  return deputyOf !== null && role !== 'secretary' ? 'deputyOf' : null;
}
