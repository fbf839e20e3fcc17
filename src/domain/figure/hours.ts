import type { Case } from '../case/case.ts';
import type { Day } from './flow.ts';

const HOUR_MS = 3_600_000;

/** 受理 and 化解 within one hour of a day. Two flows side by side, never divided by one another. */
export interface Hour {
  /** 0 to 23, Asia/Shanghai. */
  hour: number;
  accepted: number;
  resolved: number;
}

/** The twenty-four hours of a day; their sums are the day's figures of flow.ts. */
export function hoursOf(cases: Iterable<Case>, day: Day): Hour[] {
  const hours = Array.from({ length: 24 }, (_, hour): Hour => ({ hour, accepted: 0, resolved: 0 }));
  const at = (stamp: number | null): Hour | undefined =>
    stamp === null ? undefined : hours[Math.floor((stamp - day.from) / HOUR_MS)];
  for (const one of cases) {
    const [inflow, outflow] = [at(one.acceptedAt), at(one.resolvedAt)];
    if (inflow) inflow.accepted += 1;
    if (outflow) outflow.resolved += 1;
  }
  return hours;
}
