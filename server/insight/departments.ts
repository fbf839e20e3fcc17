import { rankingAt } from '#domain/figure/ranking.ts';
import { clockOf, type Span, type Stage } from '#domain/figure/stage.ts';
import { suppress } from '#domain/figure/suppress.ts';
import type { Clock } from '#domain/timer/timer.ts';
import { measure, type OnTimeFigures } from '#server/insight/measure.ts';

/** 各单位: one clock, department by department, beside the same clock of the whole scope. */
export interface DepartmentTable {
  stage: Stage;
  clock: Clock;
  whole: OnTimeFigures;
  /** By on-time rate, the highest first; no places, because intervals overlap. */
  ranked: (OnTimeFigures & { departmentId: string })[];
  /** The first two cannot be told apart. */
  leadersOverlap: boolean;
  /** 件数不足: too few decided spans to be compared; null where the count could point at a person. */
  few: { departmentId: string; n: number | null }[];
}

export function departmentsOf(stage: Stage, spans: readonly Span[], at: number): DepartmentTable {
  // Every run of these clocks has a department but a case that nobody was given yet.
  const groups = Map.groupBy(spans, ({ departmentId }) => departmentId ?? '');
  groups.delete('');
  const { placed, tooFew, leadersOverlap } = rankingAt(groups, at);
  const shown = suppress(Object.fromEntries(tooFew.map(({ id, n }) => [id, n])));
  return {
    ...{ stage, clock: clockOf(stage), leadersOverlap },
    whole: measure(spans, at),
    ranked: placed.map(({ id }) => ({ departmentId: id, ...measure(groups.get(id) ?? [], at) })),
    few: tooFew.map(({ id }) => ({ departmentId: id, n: shown[id] ?? null })),
  };
}
