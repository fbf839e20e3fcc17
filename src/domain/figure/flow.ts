import type { Case } from '../case/case.ts';
import { DAY_MS, dayNumber, dayStart } from '../timer/calendar.ts';

/** A day's flow: what was counted between two midnights in Asia/Shanghai. Never divided by one another: a flow is no rate. */
export const FLOW = [
  'accepted', // 受理
  'resolved', // 化解
  'disputesAccepted', // 纠纷类受理
  'disputesResolved', // 纠纷类化解
  'settledByGrid', // 网格员现场巡查调解
  'guided', // 引导至社区
  'settledByVolunteers', // 其他平安员现场化解
  'ordersIssued', // 发出发令单
  'ordersResponded', // 职能部门响应
] as const;
export type FlowFigure = (typeof FLOW)[number];
export type Flow = Record<FlowFigure, number>;

/** Half-open: from the midnight that begins the day of `now` to the next. */
export interface Day {
  from: number;
  to: number;
}

export function dayOf(now: number): Day {
  const from = dayStart(dayNumber(now));
  return { from, to: from + DAY_MS };
}

const during = (day: Day, at: number | null): boolean => at !== null && at >= day.from && at < day.to;

/** Whether, and how often, a case counts for a figure on a day: every number can be traced to its cases by this. */
export const COUNTS: Record<FlowFigure, (subject: Case, day: Day) => number> = {
  accepted: (one, day) => Number(during(day, one.acceptedAt)),
  resolved: (one, day) => Number(during(day, one.resolvedAt)),
  disputesAccepted: (one, day) => Number(one.kind === 'dispute' && during(day, one.acceptedAt)),
  disputesResolved: (one, day) => Number(one.kind === 'dispute' && during(day, one.resolvedAt)),
  settledByGrid: (one, day) => Number(one.settledBy === 'grid' && during(day, one.resolvedAt)),
  guided: (one, day) => Number(during(day, one.guidedAt)),
  settledByVolunteers: (one, day) => Number(one.settledBy === 'volunteer' && during(day, one.resolvedAt)),
  ordersIssued: (one, day) => one.orders.filter((order) => during(day, order.issuedAt)).length,
  ordersResponded: (one, day) => one.orders.filter((order) => during(day, order.respondedAt)).length,
};

/** The nine figures of a day over the cases of a view. */
export function flowOf(cases: Iterable<Case>, day: Day): Flow {
  const flow = Object.fromEntries(FLOW.map((figure) => [figure, 0])) as Flow;
  for (const subject of cases) for (const figure of FLOW) flow[figure] += COUNTS[figure](subject, day);
  return flow;
}
