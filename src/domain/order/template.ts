import type { Part } from '../assignment/assignment.ts';
import { within } from '../area/area.ts';
import { responsibleAt, type Department } from '../department/department.ts';
import type { Recipient } from '../assignment/assignment.ts';

/** 发令单模板: what an order for such a matter usually says, so that a worker drafts it in one tap. */
export interface OrderTemplate {
  id: string;
  name: string;
  nameEn: string;
  /** The area whose communities may use it, as a prefix. */
  areaCode: string;
  /** The matters that it is offered for; empty for all. */
  matterCodes: string[];
  /** Kinds of departments, so that one template serves every street. */
  recipients: { kind: string; part: Part }[];
  onSiteWithinMin: number;
  /** What is asked of the recipients. Written by the staff beforehand: it names nobody. */
  requirement: string;
}

/** What a draft made from a template holds; departments that do not exist at the place are named as missing. */
export interface FilledTemplate {
  templateId: string;
  recipients: Recipient[];
  missingKinds: string[];
  onSiteWithinMin: number;
  requirement: string;
}

/** The templates for a matter at a place, those made for the matter first. */
export function templatesFor(
  templates: readonly OrderTemplate[],
  matterCode: string | null,
  areaCode: string,
): OrderTemplate[] {
  const fits = (one: OrderTemplate): boolean =>
    within(areaCode, one.areaCode) &&
    (one.matterCodes.length === 0 || (matterCode !== null && one.matterCodes.includes(matterCode)));
  return templates.filter(fits).sort((a, b) => b.matterCodes.length - a.matterCodes.length);
}

/** A template at a place: its kinds become the departments that are responsible there. */
export function fillTemplate(
  template: OrderTemplate,
  departments: readonly Department[],
  areaCode: string,
): FilledTemplate {
  const found = template.recipients.map(({ kind, part }) => ({
    kind,
    part,
    departmentId: responsibleAt(departments, kind, areaCode)?.id,
  }));
  const { id: templateId, onSiteWithinMin, requirement } = template;
  return {
    ...{ templateId, onSiteWithinMin, requirement },
    recipients: found.flatMap(({ departmentId, part }) =>
      departmentId === undefined ? [] : [{ departmentId, part }],
    ),
    missingKinds: found.filter((one) => one.departmentId === undefined).map((one) => one.kind),
  };
}
