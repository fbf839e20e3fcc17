import { Findings } from '#domain/board/findings.ts';
import type { Case } from '#domain/case/case.ts';
import type { Sort } from '#domain/desk/arrangement.ts';
import { dayOf } from '#domain/figure/flow.ts';
import { filterKey, passes, type Filter, type SearchText } from './filter.ts';
import { insertLines, ruling, sortLines, type Line } from './queue.ts';

/** The list of a filter and how many cases each of the other filters holds, of the same cases at the same moment. */
export interface Survey {
  lines: readonly Line[];
  counts: number[];
}

/** What is asked of all cases. */
export interface Question {
  filter: Filter;
  others: readonly Filter[];
  sort: Sort;
  now: number;
}

/** What was found of one case. */
interface Finding {
  /** Its line in the list, where the filter lets it. */
  line: Line | undefined;
  /** Which of the other filters count it. */
  counted: readonly number[];
}

/**
 * Looks at all cases, again and again. List and counts come out of the same walk by the same rule, so that a count is always
 * the length of the list that it opens. What was found of a case holds until it changes or one of its limits nears: the
 * others stay in the list as they stand, and in the counts.
 */
export class Surveyor {
  readonly #textOf: SearchText;
  #asked: string | undefined;
  #sort: Sort = 'due';
  #found!: Findings<Finding>;
  #lines: Line[] = [];
  #counts: number[] = [];

  constructor(textOf: SearchText) {
    this.#textOf = textOf;
  }

  look(cases: ReadonlyMap<string, Case>, question: Question): Survey {
    this.#begin(question);
    const [left, come] = [new Set<Line>(), [] as Line[]];
    for (const { before, after } of this.#found.look(cases, question.now)) {
      for (const at of before?.counted ?? []) this.#counts[at]! -= 1;
      for (const at of after?.counted ?? []) this.#counts[at]! += 1;
      if (before?.line) left.add(before.line);
      if (after?.line) come.push(after.line);
    }
    this.#arrange(left, come, question.sort);
    return { lines: this.#lines, counts: [...this.#counts] };
  }

  /** Other filters, or another day for their figures: nothing of what was found holds any longer. */
  #begin({ filter, others, now }: Question): void {
    const asked = [...[filter, ...others].map(filterKey), dayOf(now).from].join('|');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#found = new Findings((subject, at, before) => {
      const isIn = (one: Filter): boolean => passes(subject, one, at, this.#textOf);
      const line = isIn(filter) ? lineOf(subject, filter, before?.line) : undefined;
      return { line, counted: others.flatMap((other, n) => (isIn(other) ? [n] : [])) };
    });
    this.#lines = [];
    this.#counts = others.map(() => 0);
  }

  /** Those that stay stand in their order already. */
  #arrange(left: ReadonlySet<Line>, come: readonly Line[], sort: Sort): void {
    const again = sort === this.#sort;
    if (left.size === 0 && come.length === 0 && again) return;
    const stay = this.#lines.filter((line) => !left.has(line));
    const few = again && come.length < stay.length;
    this.#lines = few ? insertLines(stay, come, sort) : sortLines([...stay, ...come], sort);
    this.#sort = sort;
  }
}

/**
 * The line of a case, the same one for as long as it is in the list: a list that is held back under the hand then holds the
 * cases as they are, and not ten thousand as they were.
 */
const lineOf = (subject: Case, { clock }: Filter, before: Line | undefined): Line =>
  Object.assign(before ?? {}, { subject, timer: ruling(subject, clock) });
