import type { CaseWithdrawReason, Fact } from '../audit/event.ts';
import type { Case } from './case.ts';
import { closing, withdrawOrders } from './end.ts';

/** 撤回: the resident does not want it any more; orders and duties end with it. */
export const withdraw = (before: Case, reason: CaseWithdrawReason): Fact[] => [
  ...withdrawOrders(before),
  ...closing(before),
  { type: 'case.withdrawn', body: { reason }, armed: [] },
];
