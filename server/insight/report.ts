import { STAGES, type Span, type Stage } from '#domain/figure/stage.ts';
import { ageingOf, flowsOf, type Ageing, type Flows } from '#server/insight/backlog.ts';
import { departmentsOf, type DepartmentTable } from '#server/insight/departments.ts';
import { casesOf, type CountedCase } from '#server/insight/drill.ts';
import { spansIn } from '#server/insight/fold.ts';
import { stageFigures, type StageFigures } from '#server/insight/measure.ts';
import type { Period, Query } from '#server/insight/query.ts';
import type { Reading } from '#server/insight/scope.ts';
import { signingOf, type Signing } from '#server/insight/signing.ts';

/** Everything on the leaders' page, counted at one instant. */
export interface InsightReport {
  asOf: number;
  areas: readonly string[];
  period: Period;
  query: Query;
  /** Cases that were looked at: open, or closed since the period began. */
  cases: number;
  stages: StageFigures[];
  signing: Signing;
  departments: DepartmentTable[];
  ageing: Ageing;
  flows: Flows;
  /** Clocks that are open past their deadline, whenever they began. */
  overdue: { total: number; rows: CountedCase[] };
}

/** The clocks that are compared by department. */
const COMPARED: readonly Stage[] = ['sign', 'contact', 'resolve-simple'];
/** What the page has room for of the worst. */
const WORST = 8;

export function reportOf(reading: Reading): InsightReport {
  const { now, scope } = reading;
  const spans = Map.groupBy(spansIn(reading), (span) => span.stage);
  const of = (stage: Stage): Span[] => spans.get(stage) ?? [];
  const overdue = casesOf(reading, { of: 'overdue' });
  return {
    asOf: now,
    ...{ areas: scope.areas, period: scope.period, query: scope.query },
    cases: reading.cases.length,
    stages: STAGES.map((stage) => stageFigures(stage, of(stage), now)),
    signing: signingOf(of('sign'), now),
    departments: COMPARED.map((stage) => departmentsOf(stage, of(stage), now)),
    ageing: ageingOf(reading),
    flows: flowsOf(reading),
    overdue: { total: overdue.total, rows: overdue.rows.slice(0, WORST) },
  };
}
