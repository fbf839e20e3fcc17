import type { Recipient } from '../assignment/assignment.ts';

export const DECLINE_REASONS = [
  'not-needed',
  'wrong-departments',
  'incomplete',
  'handled-otherwise',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** drafted → issued (approved by the secretary) → responded (all signed) → completed, or declined. */
export type OrderState = 'drafted' | 'issued' | 'responded' | 'completed' | 'declined';

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
  draftedAt: number;
  draftedById: string | null;
  /** When the deputy was asked because the secretary had not decided in time. */
  referredAt: number | null;
  issuedAt: number | null;
  issuedById: string | null;
  respondedAt: number | null;
  completedAt: number | null;
  declinedAt: number | null;
}

/** Issued and not yet completed: what stands on the wall. */
export const isRunning = (order: Order): boolean => order.state === 'issued' || order.state === 'responded';
