import type { Event, Fact } from '#domain/audit/event.ts';
import type { Case } from '#domain/case/case.ts';
import { evolve } from '#domain/case/evolve.ts';
import type { Context } from '#domain/context.ts';
import type { Passage } from '#domain/search/passage.ts';
import type { Firing } from '#domain/timer/timer.ts';

/** One event, and the case before and after it. */
export interface Step {
  event: Event;
  before: Case | undefined;
  after: Case;
}

/** What happened to one case in this transaction and is not yet written. */
export interface Unsaved {
  /** The case as it is in the database, under its lock; undefined for one that is new. */
  before: Case | undefined;
  /** In their order; a case that no event touched is not saved. */
  steps: Step[];
  /** The command they came from; null for what the clockwork does. */
  commandId: string | null;
  /** The free texts that came with the events, to be found from now on. */
  fresh: readonly Passage[];
  /** The timers that fired, and when; and those whose rows ask for what the case no longer asks for. */
  fired: { firing: Firing; at: number }[];
  stray: Firing[];
}

export const unsaved = (before: Case | undefined, commandId: string | null): Unsaved => ({
  ...{ before, commandId, steps: [], fresh: [], fired: [], stray: [] },
});

/** The case as it is after all steps so far. */
export const latest = ({ before, steps }: Unsaved): Case | undefined => steps.at(-1)?.after ?? before;

/** Stamps the facts and folds them. */
export function happen(to: Unsaved, facts: readonly Fact[], { caseId, now, actor }: Context): void {
  for (const fact of facts) {
    const before = latest(to);
    const event: Event = { ...fact, caseId, version: (before?.version ?? 0) + 1, at: now, by: actor.by };
    to.steps.push({ event, before, after: evolve(before, event) });
  }
}
