import { personOf, type Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Supervision } from './supervision.ts';

type SupervisionEvent = Extract<Event, { type: `supervision.${string}` }>;

/** The supervisions of a case after a fact about one of them. */
export function evolveSupervision(before: Case, event: SupervisionEvent): Case {
  const { at } = event;
  switch (event.type) {
    case 'supervision.opened': {
      const { supervisionId: id, ...body } = event.body;
      const opened = { openedAt: at, openedById: personOf(event), answeredAt: null, liftedAt: null };
      return { ...before, supervisions: [...before.supervisions, { ...body, id, ...opened }] };
    }
    case 'supervision.answered':
      return withSupervision(before, event.body.supervisionId, { answeredAt: at });
    case 'supervision.lifted':
      return withSupervision(before, event.body.supervisionId, { liftedAt: at });
  }
}

const withSupervision = (before: Case, id: string, change: Partial<Supervision>): Case => ({
  ...before,
  supervisions: before.supervisions.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
