import type { Flow } from '#domain/figure/flow.ts';

/** What becomes of a case that is accepted on the day and not settled on the spot. */
export interface Fate {
  dispute: boolean;
  resolved: boolean;
}

/** How many cases of which kind a day needs so that its nine figures come out exactly. */
export interface Quota {
  /** Settled on the spot: accepted and resolved in one act. */
  settledByGrid: { disputes: number; others: number };
  settledByVolunteers: { disputes: number; others: number };
  /** Accepted today; the first `orders` are ordered, the next `guided` are guided, the rest are dispatched. */
  accepted: { disputes: { resolved: number; open: number }; others: { resolved: number; open: number } };
  guided: number;
  orders: number;
  /** Accepted on earlier days and resolved today: disputes resolved exceed those accepted. */
  backlog: { disputes: number; others: number };
}

/** Of the disputes that are accepted today, this many at most are resolved today; the rest of the figure is backlog. */
const SAME_DAY_SHARE = 0.8;
/** Of the other cases resolved today, this many are from earlier days. */
const BACKLOG_SHARE = 0.1;

/** @throws where no day can have these figures: more settled than accepted, more orders than cases for them … */
export function quotaOf(targets: Flow): Quota {
  const settled = targets.settledByGrid + targets.settledByVolunteers;
  const accepted = targets.accepted - settled;
  const resolved = targets.resolved - settled;
  const settledDisputes = within(
    Math.round((settled * targets.disputesAccepted) / Math.max(1, targets.accepted)),
    Math.max(
      settled - (targets.accepted - targets.disputesAccepted),
      settled - (targets.resolved - targets.disputesResolved),
    ),
    Math.min(settled, targets.disputesAccepted, targets.disputesResolved),
  );
  const disputes = targets.disputesAccepted - settledDisputes;
  const disputesDone = targets.disputesResolved - settledDisputes;
  const others = accepted - disputes;
  const othersDone = resolved - disputesDone;
  const gridDisputes = within(
    Math.round((settledDisputes * targets.settledByGrid) / Math.max(1, settled)),
    settledDisputes - targets.settledByVolunteers,
    Math.min(settledDisputes, targets.settledByGrid),
  );
  const disputesToday = Math.min(disputesDone, Math.round(disputes * SAME_DAY_SHARE));
  const othersToday = Math.min(others, othersDone - Math.round(othersDone * BACKLOG_SHARE));
  if (targets.ordersIssued !== targets.ordersResponded || targets.ordersIssued + targets.guided > accepted) {
    throw new Error(
      'no day has these orders: each is issued and responded to within it, for a case of its own',
    );
  }
  return {
    settledByGrid: { disputes: gridDisputes, others: targets.settledByGrid - gridDisputes },
    settledByVolunteers: {
      disputes: settledDisputes - gridDisputes,
      others: targets.settledByVolunteers - (settledDisputes - gridDisputes),
    },
    accepted: {
      disputes: { resolved: disputesToday, open: disputes - disputesToday },
      others: { resolved: othersToday, open: others - othersToday },
    },
    guided: targets.guided,
    orders: targets.ordersIssued,
    backlog: { disputes: disputesDone - disputesToday, others: othersDone - othersToday },
  };
}

function within(value: number, least: number, most: number): number {
  if (least > most) throw new Error('no day has these figures: they contradict each other');
  return Math.max(least, Math.min(most, value));
}

/** One entry for each case of the day that is not settled on the spot. */
export function fatesOf({ accepted }: Quota): Fate[] {
  const many = (count: number, fate: Fate): Fate[] => Array.from({ length: count }, () => fate);
  return [
    ...many(accepted.disputes.resolved, { dispute: true, resolved: true }),
    ...many(accepted.disputes.open, { dispute: true, resolved: false }),
    ...many(accepted.others.resolved, { dispute: false, resolved: true }),
    ...many(accepted.others.open, { dispute: false, resolved: false }),
  ];
}
