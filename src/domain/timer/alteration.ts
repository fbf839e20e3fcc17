import { arm } from './arm.ts';
import type { Calendar } from './calendar.ts';
import { ruleFor, type Class, type Policy, type Rule } from './policy.ts';
import { CLOCKS, type Clock, type Timer } from './timer.ts';

/** A limit that a new version of the policy changes, for one class of cases. */
export interface Alteration extends Class {
  clock: Clock;
  before: Pick<Rule, 'amount' | 'unit' | 'amberShare'>;
  after: Pick<Rule, 'amount' | 'unit' | 'amberShare'>;
}

/** An open timer with the class of its case, to see what a change would have meant for it. */
export interface Sample extends Class {
  timer: Timer;
}

export interface Preview {
  alterations: Alteration[];
  /**
   * Of these open timers, how many would have another deadline had they started under the new version. They keep
   * theirs: a version counts for clocks that start under it.
   */
  sampled: number;
  otherDeadline: number;
}

/** What a new version would alter, before anybody enacts it. */
export function preview(
  current: Policy,
  proposed: Policy,
  calendar: Calendar,
  samples: readonly Sample[],
): Preview {
  const alterations = CLOCKS.flatMap((clock) =>
    classesOf([...current.rules, ...proposed.rules]).flatMap((of): Alteration[] => {
      const [before, after] = [current, proposed].map((policy) => limitOf(ruleFor(policy, clock, of)));
      if (!before || !after || JSON.stringify(before) === JSON.stringify(after)) return [];
      return [{ clock, ...of, before, after }];
    }),
  );
  const otherDeadline = samples.filter(({ timer, ...of }) => {
    const due = (policy: Policy): number =>
      arm(
        { ...of, calendar, timers: [], policies: [{ ...policy, effectiveFrom: 0 }] },
        timer.clock,
        '',
        timer.startAt,
      ).dueAt;
    return due(current) !== due(proposed);
  }).length;
  return { alterations, sampled: samples.length, otherDeadline };
}

const limitOf = ({ amount, unit, amberShare }: Rule) => ({ amount, unit, amberShare });

/** Every class that some line names, and the plain ones. */
function classesOf(rules: readonly Rule[]): Class[] {
  const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
  const matters = distinct([null, ...rules.flatMap((rule) => rule.matterCode ?? [])]);
  const levels = distinct([null, ...rules.flatMap((rule) => rule.level ?? [])]);
  return matters.flatMap((matterCode) =>
    levels.flatMap((level) =>
      ([1, 2, 3] as const).flatMap((urgency) =>
        (['simple', 'complex'] as const).map((complexity) => ({ matterCode, level, urgency, complexity })),
      ),
    ),
  );
}
