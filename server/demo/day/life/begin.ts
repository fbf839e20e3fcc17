import { responsibleAt, type Department } from '#domain/department/department.ts';
import type { Urgency } from '#domain/matter/matter.ts';
import type { Life } from '../act.ts';
import { reportBody, type Appeal } from '../appeal.ts';
import type { Random } from '../random.ts';
import type { Staff } from '../staff.ts';

/** What every life needs to know of the city. */
export interface Setting {
  staff: Staff;
  departments: readonly Department[];
}

/** One case about to be played: its own chance, its log of intended acts, and what it is about. */
export interface Play extends Setting {
  random: Random;
  life: Life;
  appeal: Appeal;
}

/** 发现: by the resident, or by whoever took it down. */
export function report(play: Play, at: number, backlog = false): number {
  const by = reporter(play);
  const body = reportBody(play.random, play.appeal, by !== null, backlog);
  return play.life.add(at, by, { type: 'case.report', body });
}

function reporter({ staff, random, appeal: { channel, spot } }: Play): string | null {
  switch (channel) {
    case 'hotline':
    case 'letter':
    case 'media':
      return staff.dispatcher(spot.areaCode, random).id;
    case 'site':
    case 'visit':
      return staff.at('worker', spot.areaCode).id;
    case 'grid':
    case 'volunteer':
      return staff.at(channel, spot.areaCode).id;
    default:
      return null;
  }
}

/** 受理: the dispatcher classifies it and gives the place a name that others may see. */
export function accept({ life, staff, random, appeal }: Play, at: number): number {
  const dispatcher = staff.dispatcher(appeal.spot.areaCode, random);
  const body = { matterCode: appeal.matter.code, label: appeal.spot.label };
  return life.add(at, dispatcher.id, { type: 'case.accept', body });
}

/** The department that answers for the matter here. */
export function leadOf({ departments, appeal: { matter, spot } }: Play): Department {
  const lead = responsibleAt(departments, matter.leadKind, spot.areaCode);
  if (!lead) throw new Error(`nobody answers for ${matter.code} in ${spot.areaCode}`);
  return lead;
}

/** The lead and up to `count` of those that are usually asked to support it. */
export function recipientsOf(play: Play, count: number): Department[] {
  const { matter, spot } = play.appeal;
  const support = matter.supportKinds.flatMap(
    (kind) => responsibleAt(play.departments, kind, spot.areaCode) ?? [],
  );
  const lead = leadOf(play);
  return [lead, ...support.filter((one) => one.id !== lead.id).slice(0, count)];
}

/** 特急: matters of the highest urgency, and words that raise a warning, have the shorter contact clock. */
export const isUrgent = ({ appeal }: Play, urgency: Urgency = appeal.matter.urgency): boolean =>
  urgency === 3;
