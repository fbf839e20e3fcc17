import type { Actor } from '#domain/context.ts';
import { within } from '#domain/area/area.ts';
import type { By } from '#domain/audit/event.ts';
import type { View } from '#domain/board/view.ts';
import type { Case } from '#domain/case/case.ts';
import type { KeyScope } from '#domain/person/key.ts';
import { isExcluded } from '#domain/case/excluded.ts';
import { isAdministrator, type Person } from '#domain/person/person.ts';

/** Who is on the other side of a request or a socket. */
export type Viewer =
  | {
      kind: 'person';
      person: Person;
      sessionId: string;
      /** 委托代理: those for whom this person acts at this moment. */
      acting?: readonly Person[];
      /** Where the rights are somebody else's: for whom this person acts. */
      onBehalfOf?: string;
    }
  /** Signed in, but nothing is open before a password of one's own, or a second factor, is there. */
  | { kind: 'newcomer'; person: Person; sessionId: string; owes: 'password' | 'second-factor' }
  /** 大屏: a device, no person; read-only and bound to one area. */
  | { kind: 'device'; id: string; areaCode: string }
  /** The resident of one case, by receipt code. */
  | { kind: 'resident'; caseId: string | null }
  | { kind: 'partner'; id: string; scopes?: readonly KeyScope[]; areas?: readonly string[] };

/** What a viewer may see of cases at most. */
export function rightsOf(viewer: Viewer): View {
  switch (viewer.kind) {
    case 'person': {
      const all = [viewer.person, ...(viewer.acting ?? [])].map(rightsOfPerson);
      const gather = (of: (view: View) => readonly string[]): string[] => [...new Set(all.flatMap(of))];
      return { areas: gather((view) => view.areas), departments: gather((view) => view.departments) };
    }
    case 'device':
      return { areas: [viewer.areaCode], departments: [] };
    case 'partner':
      return { areas: viewer.areas ?? [], departments: [] };
    case 'resident':
    case 'newcomer':
      return { areas: [], departments: [] };
  }
}

/** 三员: the three administrators see no case, wherever they administer. */
function rightsOfPerson({ role, departmentId, areas }: Person): View {
  if (isAdministrator(role)) return { areas: [], departments: [] };
  return departmentId ? { areas: [], departments: [departmentId] } : { areas, departments: [] };
}

/** Where a member of the staff works or administers, whether or not cases of there may be seen. */
export const jurisdictionOf = (viewer: Viewer): readonly string[] =>
  viewer.kind === 'person' ? viewer.person.areas : [];

/** The viewer as the domain's actor, or undefined for who never acts: a wall, and whoever has yet to finish signing in. */
export function actorOf(viewer: Viewer): Actor | undefined {
  switch (viewer.kind) {
    case 'person': {
      const { id, role, areas, departmentId, deputyOf } = viewer.person;
      const { onBehalfOf } = viewer;
      const by: By = { kind: 'person', id, role, departmentId, ...(onBehalfOf ? { onBehalfOf } : {}) };
      return { doer: role, by, areas, departmentId, deputy: deputyOf !== null };
    }
    case 'resident':
      return { doer: 'resident', by: { kind: 'resident' }, areas: [], departmentId: null, deputy: false };
    case 'partner':
      // A key that only reads acts as little as a wall does.
      if (viewer.scopes && !viewer.scopes.includes('open311.write')) return undefined;
      return {
        doer: 'partner',
        by: { kind: 'partner', id: viewer.id },
        areas: viewer.areas ?? [],
        departmentId: null,
        deputy: false,
      };
    case 'device':
    case 'newcomer':
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
  viewer.kind === 'person' || viewer.kind === 'newcomer'
    ? viewer.person.id
    : viewer.kind === 'partner'
      ? `partner:${viewer.id}`
      : viewer.kind;
