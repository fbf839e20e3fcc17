import type { Flow } from '#domain/figure/flow.ts';

/** The day of the report (法治日报, 2021-08-18): the four-level platform of the whole city on 2021-07-23. */
export const REPORT_DATE = '2021-07-23';
export const REPORT_FLOW: Flow = {
  accepted: 1257,
  resolved: 972,
  disputesAccepted: 501,
  disputesResolved: 608,
  settledByGrid: 175,
  guided: 60,
  settledByVolunteers: 64,
  ordersIssued: 12,
  ordersResponded: 12,
};

/** The report's day at another size, for one district; orders are planned apart from it. */
export function scaled(share: number): Flow {
  const part = (count: number): number => Math.round(count * share);
  return {
    accepted: part(REPORT_FLOW.accepted),
    resolved: part(REPORT_FLOW.resolved),
    disputesAccepted: part(REPORT_FLOW.disputesAccepted),
    disputesResolved: part(REPORT_FLOW.disputesResolved),
    settledByGrid: part(REPORT_FLOW.settledByGrid),
    guided: part(REPORT_FLOW.guided),
    settledByVolunteers: part(REPORT_FLOW.settledByVolunteers),
    ordersIssued: 0,
    ordersResponded: 0,
  };
}
