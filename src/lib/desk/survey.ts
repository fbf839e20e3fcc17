import type { Case } from '#domain/case/case.ts';
import type { Sort } from '#domain/desk/arrangement.ts';
import { passes, type Filter, type SearchText } from './filter.ts';
import { ruling, sortLines, type Line } from './queue.ts';

/** The list of a filter and how many cases each of the other filters holds, of the same cases at the same moment. */
interface Survey {
  lines: Line[];
  counts: number[];
}

/**
 * One look at all cases. List and counts come out of the same walk by the same rule, so that a count is always the length
 * of the list that it opens.
 */
export function survey(
  cases: Iterable<Case>,
  filter: Filter,
  others: readonly Filter[],
  now: number,
  textOf: SearchText,
  sort: Sort,
): Survey {
  const counts = others.map(() => 0);
  const lines: Line[] = [];
  for (const subject of cases) {
    if (passes(subject, filter, now, textOf)) lines.push({ subject, timer: ruling(subject, filter.clock) });
    others.forEach((other, at) => {
      if (passes(subject, other, now, textOf)) counts[at]! += 1;
    });
  }
  return { lines: sortLines(lines, sort), counts };
}
