import { ancestorAt } from '../area/area.ts';
import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import { assign, refuseRecipients } from '../case/dispatch.ts';
import { arming } from '../case/report.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';

type OrderCommand = Extract<Command, { type: `order.${string}` }>;

/** 社区发令、部门执行: a worker drafts, the secretary approves in one tap, every department named has to sign. */
export function decideOrder(before: Case, command: OrderCommand, context: Context): Fact[] | Refusal {
  switch (command.type) {
    case 'order.draft':
      return draft(before, command.body, context);
    case 'order.approve':
      return approve(before, command.body.orderId, context);
    case 'order.decline': {
      const refusal = refuseDecision(before, command.body.orderId, context);
      if (refusal) return refusal;
      const { orderId, reason } = command.body;
      return [{ type: 'order.declined', body: { orderId, reason }, armed: [] }];
    }
  }
}

function draft(
  before: Case,
  body: Extract<OrderCommand, { type: 'order.draft' }>['body'],
  context: Context,
): Fact[] | Refusal {
  if (before.orders.some((one) => one.state === 'drafted')) return refuse('order-pending');
  const refusal = refuseRecipients(before, body.recipients, context);
  if (refusal) return refusal;
  const orderId = context.id();
  const { recipients, onSiteWithinMin } = body;
  const areaCode = ancestorAt(before.place.areaCode, 'community') ?? before.place.areaCode;
  return [
    {
      type: 'order.drafted',
      body: { orderId, number: context.number, areaCode, recipients, onSiteWithinMin },
      armed: [arm(arming(context, before), 'approve', orderId, context.now)],
    },
  ];
}

function approve(before: Case, orderId: string, context: Context): Fact[] | Refusal {
  const refusal = refuseDecision(before, orderId, context);
  if (refusal) return refusal;
  const order = before.orders.find((one) => one.id === orderId);
  if (!order) return refuse('not-found');
  // Between draft and approval the dispatcher may have sent the case to one of them.
  const taken = refuseRecipients(before, order.recipients, context);
  if (taken) return taken;
  const { assignments, armed } = assign(before, order.recipients, order, context);
  return [{ type: 'order.issued', body: { orderId, assignments }, armed }];
}

/** The secretary decides; the deputy only once the time ran out, so that an order is never stuck on an absence. */
function refuseDecision(before: Case, orderId: string, context: Context): Refusal | undefined {
  const order = before.orders.find((one) => one.id === orderId);
  if (!order) return refuse('not-found');
  if (order.state !== 'drafted') return refuse('order-decided');
  if (context.actor.deputy && order.referredAt === null) return refuse('not-your-order');
  return undefined;
}
