import { Findings } from '#domain/board/findings.ts';
import type { Case } from '#domain/case/case.ts';
import type { Sort } from '#domain/desk/arrangement.ts';
import { dayOf } from '#domain/figure/flow.ts';
import { filterKey, passes, type Filter, type SearchText } from './filter.ts';
import { ruling, sortLines, type Line } from './queue.ts';

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
  /** The look that has taken its line over from the list before. */
  taken: number;
}

/**
 * Looks at all cases, again and again. List and counts come out of the same walk by the same rule, so that a count is always
 * the length of the list that it opens. A case is a value, so what was found of it holds until it changes or one of its
 * limits nears; and a list that begins in the order of the one before is almost sorted.
 */
export class Surveyor {
  readonly #textOf: SearchText;
  #asked = '';
  #found = new Findings((): Finding => ({ line: undefined, counted: [], taken: 0 }));
  #lines: readonly Line[] = [];
  #look = 0;

  constructor(textOf: SearchText) {
    this.#textOf = textOf;
  }

  look(cases: ReadonlyMap<string, Case>, question: Question): Survey {
    this.#begin(question);
    const { now, others, sort } = question;
    const lines = this.#kept(cases, now);
    const counts = others.map(() => 0);
    for (const subject of cases.values()) {
      const { line, counted, taken } = this.#found.of(subject, now);
      if (line && taken !== this.#look) lines.push(line);
      for (const at of counted) counts[at]! += 1;
    }
    this.#found.keep(cases);
    this.#lines = sortLines(lines, sort);
    return { lines: this.#lines, counts };
  }

  /** Other filters, or another day for their figures: nothing of what was found holds any longer. */
  #begin({ filter, others, now }: Question): void {
    this.#look += 1;
    const asked = [...[filter, ...others].map(filterKey), dayOf(now).from].join('|');
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#found = new Findings((subject, at, before) => {
      const isIn = (one: Filter): boolean => passes(subject, one, at, this.#textOf);
      const line = isIn(filter) ? lineOf(subject, filter, before?.line) : undefined;
      return { line, counted: others.flatMap((other, n) => (isIn(other) ? [n] : [])), taken: 0 };
    });
    this.#lines = [];
  }

  /** The lines of the list before that are still in it, in their order. */
  #kept(cases: ReadonlyMap<string, Case>, now: number): Line[] {
    return this.#lines.filter(({ subject }) => {
      if (cases.get(subject.id) !== subject) return false;
      const finding = this.#found.of(subject, now);
      if (finding.line === undefined) return false;
      finding.taken = this.#look;
      return true;
    });
  }
}

/**
 * The line of a case, the same one for as long as it is in the list: a list that is held back under the hand then holds the
 * cases as they are, and not ten thousand as they were.
 */
const lineOf = (subject: Case, { clock }: Filter, before: Line | undefined): Line =>
  Object.assign(before ?? {}, { subject, timer: ruling(subject, clock) });
