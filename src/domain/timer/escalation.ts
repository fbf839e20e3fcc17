/** 岗位: the desk (分拨台) and, as those who are told of a delay, handler → department head → street → district supervisor (domain: "Clocks"). */
export const POSTS = ['handler', 'department-head', 'street', 'district-supervisor', 'desk'] as const;
export type Post = (typeof POSTS)[number];

/** One step of the chain of a clock that is overdue: who is told, and when. */
export interface Escalation {
  to: Post;
  at: number;
  firedAt: number | null;
}

/** A line of the policy: `afterShare` of the limit's own span after the deadline, for one clock or for all without a line. */
export interface EscalationRule<Clock extends string = string> {
  clock?: Clock;
  to: Post;
  afterShare: number;
}

/** The chain of a clock under these lines: its own where it has any, otherwise the general one. */
export function chainOf<Clock extends string>(
  rules: readonly EscalationRule<Clock>[],
  clock: Clock,
  { startAt, dueAt }: { startAt: number; dueAt: number },
): Escalation[] {
  const own = rules.filter((rule) => rule.clock === clock);
  const lines = own.length > 0 ? own : rules.filter((rule) => rule.clock === undefined);
  return lines
    .map(({ to, afterShare }) => ({
      to,
      at: Math.round(dueAt + Math.max(1, (dueAt - startAt) * afterShare)),
      firedAt: null,
    }))
    .sort((a, b) => a.at - b.at);
}
