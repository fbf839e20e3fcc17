import type { Point } from '../area/point.ts';
import type { Recipient } from '../assignment/assignment.ts';
import type { Limit } from '../timer/limit.ts';

export const DECLINE_REASONS = [
  'not-needed',
  'wrong-departments',
  'incomplete',
  'handled-otherwise',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** The last is the system's own: the case itself was merged or withdrawn. */
export const WITHDRAW_REASONS = ['settled', 'mistake', 'superseded', 'case-ended'] as const;
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];

/** drafted → issued (approved by the secretary) → responded (all signed) → completed, or declined, or withdrawn. */
export type OrderState = 'drafted' | 'issued' | 'responded' | 'completed' | 'declined' | 'withdrawn';

/** 集合点: where the recipients meet when it is not the place of the case. */
export interface Meeting extends Point {
  /** A public name of the place. */
  label: string;
}

/** 电子发令单: an instruction of a community to one or more departments. */
export interface Order {
  id: string;
  /** PS-L210723-007: district, day and running number. */
  number: string;
  state: OrderState;
  /** The community that orders. */
  areaCode: string;
  recipients: Recipient[];
  /** 到场: minutes from issue within which every recipient has to be on site. */
  onSiteWithinMin: number;
  /** The agreed instant at which all have to be there, instead of minutes from issue. */
  onSiteAt: number | null;
  meeting: Meeting | null;
  templateId: string | null;
  draftedAt: number;
  draftedById: string | null;
  /** When the deputy was asked because the secretary had not decided in time. */
  referredAt: number | null;
  issuedAt: number | null;
  issuedById: string | null;
  /** 代批: the deputy approved, so the secretary confirms it afterwards (追认). */
  byDeputy: boolean;
  confirmedAt: number | null;
  respondedAt: number | null;
  completedAt: number | null;
  declinedAt: number | null;
  withdrawnAt: number | null;
}

/** Issued and not yet completed: what stands on the wall. */
export const isRunning = (order: Order): boolean => order.state === 'issued' || order.state === 'responded';

/** How long a recipient has to be on site, at `now`: until the agreed instant, at least a minute, or the order's own minutes. */
export const onSiteLimit = (order: Pick<Order, 'onSiteWithinMin' | 'onSiteAt'>, now: number): Limit => ({
  amount:
    order.onSiteAt === null ? order.onSiteWithinMin : Math.max(1, Math.ceil((order.onSiteAt - now) / 60_000)),
  unit: 'minute',
});
