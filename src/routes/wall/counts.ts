import type { Case } from '#domain/case/case.ts';
import { isStanding, type Warning } from '#domain/warning/warning.ts';
import { marksOf } from '$lib/map/mark.ts';

/** Open cases whose worst running clock is breached or nearly due: the same that stand out on the map. */
export interface Counts {
  red: number;
  amber: number;
}

export function countsOf(cases: Iterable<Case>, now: number): Counts {
  const counts = { red: 0, amber: 0 };
  for (const { look } of marksOf(cases, now)) {
    if (look === 'red' || look === 'amber') counts[look] += 1;
  }
  return counts;
}

/** A standing warning (预警), with the public name of its place. */
export interface OpenWarning {
  id: string;
  caseId: string;
  kind: Warning['kind'];
  place: string;
  reason: string;
  evidence: Warning['evidence'];
  raisedAt: number;
}

/** The warnings that nobody has lifted, the latest first. */
export function openWarnings(cases: Iterable<Case>): OpenWarning[] {
  const open: OpenWarning[] = [];
  for (const subject of cases) {
    for (const { id, kind, reason, evidence, raisedAt } of subject.warnings.filter(isStanding)) {
      open.push({ id, caseId: subject.id, kind, place: subject.place.label, reason, evidence, raisedAt });
    }
  }
  return open.sort((a, b) => b.raisedAt - a.raisedAt || a.id.localeCompare(b.id));
}
