import { withNew, withoutHeld } from '../assignment/evolve.ts';
import { personOf, type Event, type EventOf } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Order } from './order.ts';

type OrderEvent = Extract<Event, { type: `order.${string}` }>;

/** The orders of a case, and the duties that come and go with them, after a fact about one of them. */
export function evolveOrder(before: Case, event: OrderEvent): Case {
  const { at } = event;
  const id = event.body.orderId;
  switch (event.type) {
    case 'order.drafted':
      return { ...before, orders: [...before.orders, drafted(event)] };
    case 'order.referred':
      return withOrder(before, id, { referredAt: at });
    case 'order.issued': {
      const { assignments, byDeputy } = event.body;
      const issued = { state: 'issued', issuedAt: at, issuedById: personOf(event), byDeputy } as const;
      return withNew(withOrder(before, id, issued), assignments);
    }
    case 'order.confirmed':
      return withOrder(before, id, { confirmedAt: at });
    case 'order.declined':
      return withOrder(before, id, { state: 'declined', declinedAt: at });
    case 'order.withdrawn':
      return withoutHeld(
        withOrder(before, id, { state: 'withdrawn', withdrawnAt: at }),
        at,
        event.body.assignmentIds,
      );
    case 'order.responded':
      return withOrder(before, id, { state: 'responded', respondedAt: at });
    case 'order.completed':
      return withOrder(before, id, { state: 'completed', completedAt: at });
  }
}

function drafted(event: EventOf<'order.drafted'>): Order {
  const { orderId, ...body } = event.body;
  return {
    ...body,
    id: orderId,
    state: 'drafted',
    draftedAt: event.at,
    draftedById: personOf(event),
    referredAt: null,
    issuedAt: null,
    issuedById: null,
    byDeputy: false,
    confirmedAt: null,
    respondedAt: null,
    completedAt: null,
    declinedAt: null,
    withdrawnAt: null,
  };
}

const withOrder = (before: Case, id: string, change: Partial<Order>): Case => ({
  ...before,
  orders: before.orders.map((one) => (one.id === id ? { ...one, ...change } : one)),
});
