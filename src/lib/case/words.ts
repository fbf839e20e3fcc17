import { KIND_WORDS, STATE_WORDS, type Names } from '#domain/audit/words.ts';
import type { By, ReassignReason, RejectReason, SuggestionReason } from '#domain/audit/event.ts';
import { isHeld, isLeading, type ReturnReason } from '#domain/assignment/assignment.ts';
import type { Case, Mode } from '#domain/case/case.ts';
import type { Language } from '#domain/language.ts';
import type { Urgency } from '#domain/matter/matter.ts';
import type { DeclineReason } from '#domain/order/order.ts';
import type { Limit, Unit } from '#domain/timer/limit.ts';
import { m } from '$lib/paraglide/messages.js';

const URGENCY: Record<Urgency, () => string> = {
  1: m.desk_urgency_1,
  2: m.desk_urgency_2,
  3: m.desk_urgency_3,
};
export const urgencyName = (urgency: Urgency): string => URGENCY[urgency]();

const MODE: Record<Mode, () => string> = {
  named: m.desk_mode_named,
  confidential: m.desk_mode_confidential,
  anonymous: m.desk_mode_anonymous,
};
export const modeName = (mode: Mode): string => MODE[mode]();

export const REJECT: Record<RejectReason, () => string> = {
  'not-public': m.desk_reject_not_public,
  'in-court': m.desk_reject_in_court,
  'no-facts': m.desk_reject_no_facts,
  repeated: m.desk_reject_repeated,
  outside: m.desk_reject_outside,
};
export const SUGGESTION: Record<SuggestionReason, () => string> = {
  misread: m.queue_decline_misread,
  'not-theirs': m.queue_decline_not_theirs,
  busy: m.queue_decline_busy,
  arranged: m.queue_decline_arranged,
};
export const REASSIGN: Record<ReassignReason, () => string> = {
  'not-ours': m.desk_reassign_not_ours,
  nearer: m.desk_reassign_nearer,
  load: m.desk_reassign_load,
  skill: m.desk_reassign_skill,
  mistake: m.desk_reassign_mistake,
};
export const RETURN: Record<ReturnReason, () => string> = {
  'not-ours': m.desk_return_not_ours,
  'wrong-area': m.desk_return_wrong_area,
  'no-power': m.desk_return_no_power,
  duplicate: m.desk_return_duplicate,
  incomplete: m.desk_return_incomplete,
};
export const DECLINE: Record<DeclineReason, () => string> = {
  'not-needed': m.desk_decline_not_needed,
  'wrong-departments': m.desk_decline_wrong_departments,
  incomplete: m.desk_decline_incomplete,
  'handled-otherwise': m.desk_decline_handled_otherwise,
};

const UNIT: Record<Unit, (amount: { n: number }) => string> = {
  minute: m.desk_limit_minute,
  hour: m.desk_limit_hour,
  workhour: m.desk_limit_workhour,
  day: m.desk_limit_day,
  workday: m.desk_limit_workday,
  today: m.desk_limit_today,
};
/** 10 分钟 · 2 天 · 15 个工作日 · 当日 */
export const limitName = (limit: Limit): string => UNIT[limit.unit]({ n: limit.amount });

/** What it is about: the matter, or the kind while nobody has classified it. */
export const matterOf = (subject: Case, names: Names, language: Language): string =>
  subject.matterCode === null
    ? m.desk_unclassified({ kind: KIND_WORDS[subject.kind][language] })
    : names.matter(subject.matterCode, language);

/** Who has to do the next thing: an office, a department, or the step that nobody has taken yet. */
export function holderOf(subject: Case, names: Names, language: Language): string {
  if (subject.state !== 'accepted') {
    if (subject.state === 'resolved') return m.desk_to_confirm();
    if (subject.state === 'confirmed') return m.desk_to_follow_up();
    return STATE_WORDS[subject.state][language];
  }
  if (subject.orders.some((one) => one.state === 'drafted')) return m.desk_to_approve();
  const held = subject.assignments.filter(isHeld);
  const order = subject.orders.find((one) => one.state === 'issued' || one.state === 'responded');
  if (order && held.length > 1) return m.desk_order_holders({ n: held.length });
  const lead = held.find(isLeading) ?? held[0];
  if (!lead) {
    if (subject.guidedAt !== null) return names.area(subject.place.areaCode, language);
    return m.desk_to_dispatch();
  }
  const name = names.department(lead.departmentId, language);
  return held.length > 1 ? `${name} +${held.length - 1}` : name;
}

/** Who did a thing, by name where it is one of the staff. */
export function whoIs(by: By, people: Record<string, string>): string {
  switch (by.kind) {
    case 'person': {
      const name = people[by.id] ?? m.desk_somebody();
      if (by.onBehalfOf === undefined) return name;
      return m.account_on_behalf({ name, other: people[by.onBehalfOf] ?? m.desk_somebody() });
    }
    case 'resident':
      return m.desk_resident();
    case 'partner':
      return m.desk_partner();
    case 'system':
      return m.desk_system();
  }
}

/** How long ago, as short as a column: 8秒 · 37分 · 1时43分 · 13天. */
export function ageName(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return m.desk_age_seconds({ n: Math.floor(Math.max(0, ms) / 1000) });
  if (minutes < 60) return m.desk_age_minutes({ n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return m.desk_age_hours({ h: hours, m: String(minutes % 60).padStart(2, '0') });
  return m.desk_age_days({ n: Math.floor(hours / 24) });
}
