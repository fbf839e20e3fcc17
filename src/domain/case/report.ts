import { levelOf } from '../area/area.ts';
import type { Point } from '../area/point.ts';
import type { EventBodies, Fact } from '../audit/event.ts';
import type { Context, World } from '../context.ts';
import { responsibleAt } from '../department/department.ts';
import { graveWordIn } from '../matter/grave.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { modeFor } from './excluded.ts';
import { redactPerson } from './redact.ts';
import { nearestSite, servicesAt } from '../site/site.ts';
import { arm, type Arming } from '../timer/arm.ts';
import type { Timer } from '../timer/timer.ts';
import type { Case, Place } from './case.ts';
import type { CommandBody } from './command.ts';

/** A resident, a volunteer, a member of the staff or a partner reports; the accept clock starts at once. */
export function report(body: CommandBody<'case.report'>, context: Context): Fact[] | Refusal {
  const first = reported(body, context);
  if ('refused' in first) return first;
  const timer = arm(arming(context, first), 'accept', context.caseId, context.now);
  return [{ type: 'case.reported', body: first, armed: [timer] }, ...graveWarning(body.words, context)];
}

/** 现场化解: a volunteer registers, takes and settles a thing on the spot, in one act. */
export function settle(body: CommandBody<'case.settle'>, context: Context): Fact[] | Refusal {
  const first = reported(body, context);
  if ('refused' in first) return first;
  const { kind, urgency, complexity, place } = first;
  return [
    { type: 'case.reported', body: first, armed: [] },
    {
      type: 'case.accepted',
      body: { matterCode: body.matterCode, kind, urgency, complexity, label: place.label },
      armed: [],
    },
    {
      type: 'case.resolved',
      body: { settledBy: body.channel === 'grid' ? 'grid' : 'volunteer', departmentId: null },
      armed: [arm(arming(context, first), 'confirm', context.caseId, context.now)],
    },
  ];
}

function reported(
  body: CommandBody<'case.report'> | CommandBody<'case.settle'>,
  context: Context,
): EventBodies['case.reported'] | Refusal {
  const { world } = context;
  const areaCode = world.locate(body.point);
  if (areaCode === undefined) return refuse('outside-area');
  const matter = body.matterCode === undefined ? undefined : world.matters.get(body.matterCode);
  if (body.matterCode !== undefined && !matter) return refuse('unknown-matter', { matter: body.matterCode });
  const excludedDepartmentId = body.excludedDepartmentId ?? null;
  if (excludedDepartmentId !== null && !world.departments.has(excludedDepartmentId)) {
    return refuse('unknown-department', { department: excludedDepartmentId });
  }
  const grave = graveWordIn(body.words) !== undefined;
  return {
    number: context.number,
    kind: body.kind ?? matter?.kind ?? 'complaint',
    channel: body.channel,
    mode: modeFor(body.mode, excludedDepartmentId),
    excludedDepartmentId,
    place: placeOf(
      world,
      areaCode,
      body.point,
      byStaff(context) ? body.label && redactPerson(body.label, body.contact?.name) : undefined,
    ),
    matterCode: matter?.code ?? null,
    urgency: grave ? 3 : (matter?.urgency ?? 1),
    complexity: matter?.complexity ?? 'simple',
    backlog: body.backlog,
  };
}

/** Only the staff name a place for others to see: what residents and partners write may name a person. */
const byStaff = ({ actor }: Context): boolean => actor.by.kind === 'person';

function placeOf(world: World, areaCode: string, { lat, lon }: Point, given: string | undefined): Place {
  const holding = world.sites.filter((site) => servicesAt(site, { lat, lon }).length > 0);
  const near = nearestSite(holding, { lat, lon });
  const area = world.areas.get(areaCode)?.name ?? areaCode;
  // Only what somebody wrote may hold a number that must go; a code that stands in for a name keeps its digits.
  const label = given === undefined ? (near && near.metres <= 150 ? near.site.name : area) : given;
  return { areaCode, lat: round(lat), lon: round(lon), label, siteId: near?.site.id ?? null };
}

/** Five decimals are a metre: enough for a circle of 500 m. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

function graveWarning(words: string, context: Context): Fact[] {
  const word = graveWordIn(words);
  if (word === undefined) return [];
  const kind = 'grave-word';
  const body = {
    warningId: context.id(),
    kind,
    key: `${kind}:${word}`,
    reason: word,
    evidence: null,
  } as const;
  return [{ type: 'warning.raised', body, armed: [] }];
}

/** What limits depend on; at which level the work is done follows from `departmentId`, or from who owns the matter there. */
export function arming(
  context: Pick<Context, 'policies' | 'calendar' | 'world'>,
  of: Pick<Case, 'matterCode' | 'urgency' | 'complexity' | 'place'> & { timers?: readonly Timer[] },
  departmentId?: string,
): Arming {
  const { policies, calendar } = context;
  const { matterCode, urgency, complexity } = of;
  const level = levelFor(context.world, of, departmentId);
  return { policies, calendar, matterCode, urgency, complexity, level, timers: of.timers ?? [] };
}

function levelFor(
  world: World,
  { matterCode, place }: Pick<Case, 'matterCode' | 'place'>,
  departmentId: string | undefined,
): Arming['level'] {
  const matter = matterCode === null ? undefined : world.matters.get(matterCode);
  const department =
    departmentId === undefined
      ? matter && responsibleAt([...world.departments.values()], matter.leadKind, place.areaCode)
      : world.departments.get(departmentId);
  const level = department && levelOf(department.areaCode);
  return level === undefined || level === 'city' ? null : level;
}
