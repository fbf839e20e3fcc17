import { AGES, ageOf, isUnresolved, standingOf, type Age, type Standing } from '#domain/figure/backlog.ts';
import { flowOf, type Flow } from '#domain/figure/flow.ts';
import { binsOf, casesIn, untilNow } from '#server/insight/fold.ts';
import type { Reading } from '#server/insight/scope.ts';

/** 未结账龄: what is unresolved at the instant of counting, whatever the period, by age and by its worst clock. */
export interface Ageing {
  total: number;
  ages: ({ age: Age; total: number } & Record<Standing, number>)[];
  oldest: { caseId: string; number: string; matterCode: string | null; label: string; ageMs: number } | null;
}

export function ageingOf(reading: Reading): Ageing {
  const { now } = reading;
  const open = casesIn(reading)
    .filter((one) => isUnresolved(one, now))
    .sort((a, b) => a.discoveredAt - b.discoveredAt);
  const byAge = Map.groupBy(open, (one) => ageOf(one, now));
  const [oldest] = open;
  return {
    total: open.length,
    ages: AGES.map((age) => {
      const own = byAge.get(age) ?? [];
      const count = { running: 0, amber: 0, red: 0 };
      for (const one of own) count[standingOf(one, now)] += 1;
      return { age, total: own.length, ...count };
    }),
    oldest: oldest
      ? {
          ...{ caseId: oldest.id, number: oldest.number, matterCode: oldest.matterCode },
          ...{ label: oldest.place.label, ageMs: now - oldest.discoveredAt },
        }
      : null,
  };
}

/** 流入与流出: accepted and resolved by hour or day, side by side and never divided; and the nine figures of the period. */
export interface Flows {
  bins: { from: number; accepted: number; resolved: number }[];
  total: Flow;
}

export function flowsOf(reading: Reading): Flows {
  const cases = casesIn(reading);
  const { now, scope } = reading;
  return {
    bins: binsOf(scope.period).map((bin) => {
      const { accepted, resolved } = flowOf(cases, untilNow(bin, now));
      return { from: bin.from, accepted, resolved };
    }),
    total: flowOf(cases, untilNow(scope.period, now)),
  };
}
