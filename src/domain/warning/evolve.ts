import { personOf, type Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Warning } from './warning.ts';

type WarningEvent = Extract<Event, { type: `warning.${string}` }>;

/** The warnings of a case after a fact about one of them. */
export function evolveWarning(before: Case, event: WarningEvent): Case {
  const { at } = event;
  const { warningId: id } = event.body;
  switch (event.type) {
    case 'warning.raised': {
      const { kind, key, reason, evidence } = event.body;
      const fresh = { acknowledgedAt: null, acknowledgedById: null, liftedAt: null, liftReason: null };
      const warning = { id, kind, key, reason, evidence, raisedAt: at, ...fresh };
      return { ...before, warnings: [...before.warnings, warning] };
    }
    case 'warning.acknowledged':
      return withWarning(before, id, { acknowledgedAt: at, acknowledgedById: personOf(event) });
    case 'warning.lifted':
      return withWarning(before, id, { liftedAt: at, liftReason: event.body.reason });
  }
}

const withWarning = (before: Case, id: string, change: Partial<Warning>): Case => ({
  ...before,
  warnings: before.warnings.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
