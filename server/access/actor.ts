import type { Actor } from '#domain/context.ts';
import { within } from '#domain/area/area.ts';
import type { View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { Person, Role } from '#domain/person/person.ts';
import { isExcluded } from '#domain/case/excluded.ts';

/** Who is on the other side of a request or a socket. */
export type Viewer =
  | { kind: 'person'; person: Person; sessionId: string }
  /** 大屏: a device, no person; read-only and bound to one area. */
  | { kind: 'device'; id: string; areaCode: string }
  /** The resident of one case, by receipt code. */
  | { kind: 'resident'; caseId: string | null }
  | { kind: 'partner'; id: string };

/** 三员 configure, grant and audit; they handle no case and see none (domain.md §7). */
export const isAdministrator = (role: Role): boolean => role.endsWith('-admin');

/** Where somebody is in office, whether or not cases may be seen there. */
export const areasOf = (viewer: Viewer): readonly string[] =>
  viewer.kind === 'person' ? viewer.person.areas : rightsOf(viewer).areas;

/** What a viewer may see of cases at most. */
export function rightsOf(viewer: Viewer): View {
  switch (viewer.kind) {
    case 'person': {
      const { departmentId, areas, role } = viewer.person;
      if (isAdministrator(role)) return { areas: [], departments: [] };
      return departmentId ? { areas: [], departments: [departmentId] } : { areas, departments: [] };
    }
    case 'device':
      return { areas: [viewer.areaCode], departments: [] };
    case 'resident':
    case 'partner':
      return { areas: [], departments: [] };
  }
}

/** The viewer as the domain's actor, or undefined for a wall, which never acts. */
export function actorOf(viewer: Viewer): Actor | undefined {
  switch (viewer.kind) {
    case 'person': {
      const { id, role, areas, departmentId, deputyOf } = viewer.person;
      const by = { kind: 'person', id, role, departmentId } as const;
      return { doer: role, by, areas, departmentId, deputy: deputyOf !== null };
    }
    case 'resident':
      return { doer: 'resident', by: { kind: 'resident' }, areas: [], departmentId: null, deputy: false };
    case 'partner':
      return {
        doer: 'partner',
        by: { kind: 'partner', id: viewer.id },
        areas: [],
        departmentId: null,
        deputy: false,
      };
    case 'device':
      return undefined;
  }
}

export const SYSTEM: Actor = {
  doer: 'system',
  by: { kind: 'system' },
  areas: [],
  departmentId: null,
  deputy: false,
};

/** Whether a viewer may reach this case at all; what lies outside is answered as if it did not exist. */
export function mayReach(viewer: Viewer, subject: Case): boolean {
  if (viewer.kind === 'resident') return viewer.caseId === subject.id;
  const rights = rightsOf(viewer);
  return (
    rights.areas.some((prefix) => within(subject.place.areaCode, prefix)) ||
    subject.assignments.some(
      ({ endedAt, departmentId }) =>
        endedAt === null && rights.departments.includes(departmentId) && !isExcluded(subject, departmentId),
    )
  );
}

/** A name for the command's log: who asked, as an id. */
export const actorName = (viewer: Viewer): string =>
  viewer.kind === 'person'
    ? viewer.person.id
    : viewer.kind === 'partner'
      ? `partner:${viewer.id}`
      : viewer.kind;
