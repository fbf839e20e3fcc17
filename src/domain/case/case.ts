import type { Assignment } from '../assignment/assignment.ts';
import type { Again, Contest, Doubt, Followup } from '../followup/followup.ts';
import type { Extension } from '../timer/extension.ts';
import type { Complexity, Urgency } from '../matter/matter.ts';
import type { Order } from '../order/order.ts';
import { isUnanswered, type Supervision } from '../supervision/supervision.ts';
import type { Timer } from '../timer/timer.ts';
import { isStanding, type Warning } from '../warning/warning.ts';

/** 纠纷 · 投诉 · 求助 · 咨询 · 举报. */
export const CASE_KINDS = ['dispute', 'complaint', 'help', 'advice', 'report'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** 渠道: how an appeal reached the system. */
export const CHANNELS = [
  'wechat',
  'miniprogram',
  'hotline',
  'qr',
  'web',
  'site',
  'grid',
  'volunteer',
  'visit',
  'letter',
  'media',
  'partner',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Named, confidential (the default when a department or an official is the subject) or anonymous. */
export const MODES = ['named', 'confidential', 'anonymous'] as const;
export type Mode = (typeof MODES)[number];

/** The line of the five firsts, and the ways beside it (domain: "Five firsts"). */
export const CASE_STATES = [
  'discovered',
  'accepted',
  'resolved',
  'confirmed',
  'closed',
  'rejected',
  'suspended',
  'merged',
  'withdrawn',
] as const;
export type CaseState = (typeof CASE_STATES)[number];

export interface Place {
  /** The most precise area that is known, down to the community. */
  areaCode: string;
  lat: number;
  lon: number;
  /** A public name of the place, never a resident's own words: 秀新社区东二三巷. */
  label: string;
  /** The nearest site whose circle holds the place. */
  siteId: string | null;
}

/** 五个一: discovered, accepted, resolved, confirmed, fed back. Milliseconds since 1970, by the database's clock. */
export interface Stamps {
  discoveredAt: number;
  acceptedAt: number | null;
  resolvedAt: number | null;
  confirmedAt: number | null;
  fedBackAt: number | null;
}

/**
 * A visit, a mediation, a call or a note, for those who handle the case, or a reply (答复群众), which the resident reads
 * behind the receipt code: that it took place. What was said is sealed with the personal data.
 */
export const RECORD_KINDS = ['visit', 'mediation', 'call', 'note', 'reply'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];
export interface CaseRecord {
  id: string;
  kind: RecordKind;
  at: number;
  byId: string | null;
}

/** Who settled a case on the spot: the report counts grid workers apart from all other volunteers. */
export type SettledBy = 'grid' | 'volunteer';

/** Why a case may rest for a while (挂起). */
export const SUSPEND_REASONS = ['awaiting-parts', 'awaiting-ruling', 'awaiting-resident', 'weather'] as const;
export type SuspendReason = (typeof SUSPEND_REASONS)[number];

/** 挂起: with a reason and an end; it resumes by itself at `until`, or earlier by hand. */
export interface Suspension {
  id: string;
  reason: SuspendReason;
  at: number;
  until: number;
  endedAt: number | null;
}

/** A case that was merged into this one, and when. */
export interface Joined {
  caseId: string;
  number: string;
  at: number;
}

/**
 * One resident's appeal with everything that hangs on it. This is the unit of consistency: its
 * assignments, orders and timers live and are locked with it. It holds no personal data.
 */
export interface Case extends Stamps {
  id: string;
  /** PS-210723-0001: district, day, running number. */
  number: string;
  /** Events folded so far; the first event makes it 1. */
  version: number;
  /** The version of the last act by a person; an act is stale when it was meant for an older one. */
  actedVersion: number;
  state: CaseState;
  kind: CaseKind;
  channel: Channel;
  mode: Mode;
  /** 被反映单位: the department that the case is about; it is kept from handling and from seeing it. */
  excludedDepartmentId: string | null;
  /** 责任分拨员: whose case it is at the desk, by id; null before a dispatcher has touched it. */
  dispatcherId: string | null;
  place: Place;
  matterCode: string | null;
  urgency: Urgency;
  complexity: Complexity;
  /** 历史积案: open since before the day it was entered. */
  backlog: boolean;
  /** 1 for the first round; a redo (重办) adds a leg. */
  leg: number;
  settledBy: SettledBy | null;
  guidedAt: number | null;
  /** When nobody has anything to do any more: fed back, rejected, merged or withdrawn. */
  closedAt: number | null;
  stars: number | null;
  assignments: Assignment[];
  orders: Order[];
  timers: Timer[];
  warnings: Warning[];
  extensions: Extension[];
  records: CaseRecord[];
  followup: Followup | null;
  contest: Contest | null;
  /** How often a department gave it back in this leg; after the second time a supervisor decides. */
  returns: number;
  /** 裁决: decided once, nobody gives it back or passes it on. */
  arbitrated: boolean;
  /** After a redo somebody above has to look at the result before the staff may confirm it. */
  reviewDue: boolean;
  /** What speaks against a resolution (虚假办结疑点); a reason to ask the resident, never a verdict. */
  doubts: Doubt[];
  /** The report that came after the resolution of this leg; null where there was none. */
  again: Again | null;
  suspensions: Suspension[];
  mergedInto: { caseId: string; number: string; from: CaseState } | null;
  absorbed: Joined[];
  supervisions: Supervision[];
}

/** True while somebody still has something to do. */
export const isOpen = (subject: Case): boolean => subject.closedAt === null;

/** True while a report after the resolution speaks against it and nobody has looked into that. */
export const isDoubted = (subject: Case): boolean =>
  subject.again !== null && subject.again.reviewedAt === null;

/** True while somebody above has to look at the result: after a redo before it counts, or after the end where it is in doubt. */
export const awaitsReview = (subject: Case): boolean =>
  subject.state === 'closed' ? isDoubted(subject) : subject.reviewDue;

/** True while something about it still wants an eye, also after it is closed: boards keep it. */
export const isWatched = (subject: Case): boolean =>
  subject.warnings.some(isStanding) ||
  subject.supervisions.some(isUnanswered) ||
  isDoubted(subject) ||
  (subject.contest !== null && subject.contest.decidedAt === null);
