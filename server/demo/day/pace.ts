import { MINUTE } from './hours.ts';
import { Random } from './random.ts';

/** Some departments are quicker than others, the same ones every day: what a leader should be able to see. */
const paceOf = (departmentKind: string): number => new Random(`pace ${departmentKind}`).between(0.75, 1.35);

/** 受理: the report's dispatcher needs up to half an hour; a few posts wait longer. */
export const acceptMs = (random: Random): number =>
  MINUTE * (random.chance(0.03) ? random.between(31, 44) : Math.min(29, random.lognormal(8, 0.6)));

export const dispatchMs = (random: Random): number => MINUTE * Math.min(20, random.lognormal(2.2, 0.6));

/** 签收: mostly two to six minutes, some amber (after five), a few late (after ten). */
export function signMs(random: Random, departmentKind: string, urgent: boolean): number {
  if (random.chance(urgent ? 0.02 : 0.04)) return MINUTE * random.between(10.5, 19);
  const minutes = Math.min(9.7, random.lognormal(3.3 * paceOf(departmentKind), 0.42));
  return MINUTE * (urgent ? Math.min(4, minutes * 0.7) : minutes);
}

/** 首次联系 after the signature: within half an hour of the dispatch, within ten minutes where it is urgent. */
export function contactMs(random: Random, departmentKind: string, urgent: boolean): number {
  if (random.chance(0.05)) return MINUTE * random.between(26, 48);
  const minutes = Math.min(18, random.lognormal(5 * paceOf(departmentKind), 0.5));
  return MINUTE * (urgent ? Math.min(4.5, minutes * 0.6) : minutes);
}

/** 到场 after the signature, for orders: an hour is asked for. */
export const arriveMs = (random: Random): number =>
  MINUTE * (random.chance(0.1) ? random.between(62, 95) : Math.min(48, random.lognormal(22, 0.4)));

/** 审批: one tap, within ten minutes. */
export const approveMs = (random: Random): number => MINUTE * Math.min(8, random.lognormal(2.6, 0.6));

/** 办结 after the first contact, of what is settled on the same day. */
export const resolveMs = (random: Random, complex: boolean): number =>
  MINUTE * random.lognormal(complex ? 150 : 85, 0.55);
