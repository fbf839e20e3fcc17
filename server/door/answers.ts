import type { Event } from '#domain/audit/event.ts';
import type { Followed, Stood, TrackedDay } from '#domain/board/moment.ts';
import type { View } from '#domain/board/view.ts';
import type { Candidate } from '#domain/department/suggest.ts';
import type { Tick } from '#domain/feed.ts';
import type { Usual } from '#domain/figure/usual.ts';
import type { MatterSuggestion } from '#domain/matter/suggest.ts';
import type { Arrangement } from '#domain/desk/arrangement.ts';
import type { DeskColleague } from '#domain/desk/colleague.ts';
import type { HandoverNote } from '#domain/desk/note.ts';
import type { SavedFilter } from '#domain/desk/saved-filter.ts';
import type { Role } from '#domain/person/person.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { VolunteerNear } from '#domain/whereabouts.ts';
import type { Explanation } from '#domain/timer/explain.ts';
import type { Policy } from '#domain/timer/policy.ts';
import type { Preview } from '#domain/timer/alteration.ts';
import type { Holding } from '#domain/assignment/holding.ts';
import type { GivenPassword, StaffAccount } from '#server/access/account.ts';
import type { Viewer } from '#server/access/actor.ts';
import type { AuditList } from '#server/audit/list.ts';
import type { AuditState } from '#server/audit/state.ts';
import type { Delegation } from '#server/access/delegation.ts';
import type { GivenLink, WallDevice } from '#server/access/device.ts';
import type { OwnSession } from '#server/access/own-session.ts';
import type { GivenKey, PartnerKey } from '#server/access/partner-key.ts';
import type { FactorPolicy, OwnFactor } from '#server/access/second-factor.ts';
import type { Foresight } from '#server/case/foresee.ts';
import type { CaseFile } from '#server/case/file.ts';
import type { Tracked } from '#server/case/track.ts';
import type { OrderCertificate } from '#server/certificate/order.ts';
import type { WallCertificates, WallOrders } from '#server/certificate/wall.ts';
import type { Accepted } from '#server/command.ts';
import type { CallerCases } from '#server/contact/find.ts';
import type { Contact } from '#server/contact/reveal.ts';
import type { OnDuty } from '#server/whereabouts/tell.ts';
import type { PlacedClaim } from '#server/presence/claim.ts';
import type { DeskSetting } from '#server/desk/setting.ts';
import type { Erasure, ErasureList } from '#server/erasure/ask.ts';
import type { RetentionReport } from '#server/retention/report.ts';
import type { FollowupList } from '#server/followup/list.ts';
import type { CountedCases } from '#server/insight/drill.ts';
import type { KnownDuplicate, PublicDuplicate } from '#server/intake/duplicate.ts';
import type { InsightReport } from '#server/insight/report.ts';
import type { Medium, Picture } from '#server/media/read.ts';
import type { OrderSheet, Verification } from '#server/order/evidence.ts';
import type { CalendarAnswer } from '#server/timer/calendar.ts';
import type { RosterAnswer } from '#server/timer/roster.ts';
import type { Found } from '#server/search/find.ts';
import type { OwnWall } from '#server/scene/wall.ts';
import type { SupervisionList } from '#server/supervision/list.ts';
import type { WarningList } from '#server/warning/list.ts';
import type { WorldData } from '#server/world.ts';

/** One deadline of a case with its arithmetic, as data and as a sentence. */
export interface ExplainedClock {
  /** Id of the case, assignment, order or supervision that the clock belongs to. */
  subject: string;
  gen: number;
  explanation: Explanation;
  zh: string;
  en: string;
}

/** A department that may receive a case, with what speaks for it. */
export interface SuggestedDepartment extends Omit<Candidate, 'department'> {
  departmentId: string;
}

/** What each entry of the registry answers when it does not refuse. The shapes in the OpenAPI document come from here. */
export interface Answers {
  'viewer.read': { viewer: Viewer; rights: View; tick: Tick; build: string };
  'world.read': WorldData;
  'case.read': CaseFile;
  'case.search': Found;
  'case.clocks': { version: number; asOf: number; clocks: ExplainedClock[]; holdings: Holding[] };
  'case.track': Tracked;
  'order.sheet': OrderSheet;
  'order.verify': Verification;
  'certificate.order': OrderCertificate;
  'certificate.walls': WallCertificates;
  'certificate.wall': WallOrders;
  'insight.read': InsightReport;
  'insight.cases': CountedCases;
  'moment.read': Stood;
  'moment.follow': Followed;
  'moment.day': TrackedDay;
  'assignment.foresee': Foresight;
  'case.claim': PlacedClaim;
  'contact.reveal': Contact;
  'contact.find': CallerCases;
  'erasure.list': ErasureList;
  'erasure.ask': Erasure;
  'erasure.decide': Erasure;
  'retention.read': RetentionReport;
  'retention.set': RetentionReport;
  'media.list': { media: Medium[] };
  'media.read': Picture;
  'warning.list': WarningList;
  'supervision.list': SupervisionList;
  'followup.list': FollowupList;
  'desk.read': DeskSetting;
  'desk.arrange': Arrangement;
  'filter.save': SavedFilter;
  'filter.remove': { id: string };
  'colleague.list': { asOf: number; colleagues: DeskColleague[] };
  'note.list': { notes: HandoverNote[] };
  'whereabouts.tell': OnDuty;
  'whereabouts.leave': OnDuty;
  'volunteer.list': { volunteers: VolunteerNear[] };
  'matter.suggest': { suggestions: MatterSuggestion[] };
  'department.suggest': { asOf: number; candidates: SuggestedDepartment[] };
  'case.similar': { similar: KnownDuplicate[] };
  'report.similar': { similar: PublicDuplicate[] };
  'policy.list': { policies: Policy[] };
  'policy.preview': Preview;
  'policy.enact': Policy;
  'calendar.read': CalendarAnswer;
  'calendar.set': CalendarAnswer;
  'roster.read': RosterAnswer;
  'roster.add': RosterAnswer;
  'roster.end': RosterAnswer;
  'audit.entries': AuditList;
  'audit.state': AuditState;
  'account.own': {
    username: string;
    name: string;
    role: Role;
    idleMs: number | null;
    owes: 'password' | 'second-factor' | null;
    secondFactor: OwnFactor;
  };
  'session.list': { sessions: OwnSession[] };
  'session.revoke': { ended: number };
  'session.revoke-others': { ended: number };
  'session.touch': { idleMs: number | null };
  'password.change': { changed: true };
  'account.list': { accounts: StaffAccount[] };
  'account.create': GivenPassword;
  'account.change': { id: string };
  'account.disable': { id: string };
  'account.reset': GivenPassword;
  'account.end-sessions': { ended: number };
  'delegation.list': { now: number; delegations: Delegation[] };
  'delegation.create': { id: string };
  'delegation.end': { id: string };
  'device.list': { devices: WallDevice[] };
  'device.create': GivenLink;
  'device.setup': { id: string };
  'wall.list': { walls: OwnWall[] };
  'wall.show': { id: string };
  'wall.clear': { id: string };
  'wall.pause': { id: string };
  'wall.usual': Usual;
  'device.revoke': { id: string };
  'key.list': { keys: PartnerKey[] };
  'key.create': GivenKey;
  'key.revoke': { id: string };
  'second-factor.read': FactorPolicy;
  'second-factor.set': FactorPolicy;
}
export type EntryName = keyof Answers;

/** A refusal as it stands in an answer: the code, what it is about, and the sentence in both languages. */
export interface ToldRefusal extends Refusal {
  zh: string;
  en: string;
}

/** What each command of a batch got, in its order. */
export interface BatchAnswer {
  results: (({ id: string; status: number } & Accepted) | ({ id: string; status: number } & ToldRefusal))[];
}

/**
 * Everything that the OpenAPI document names; `event` is also what the feed carries.
 *
 * @public read by shape.ts through the compiler
 */
export interface Documented extends Omit<Answers, 'media.read'> {
  accepted: Accepted;
  batch: BatchAnswer;
  refusal: ToldRefusal;
  event: Event;
}
