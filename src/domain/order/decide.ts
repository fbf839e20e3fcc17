import { isHeld, isLeading } from '../assignment/assignment.ts';
import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import { assign } from '../case/dispatch.ts';
import { refuseRecipients } from '../case/recipients.ts';
import { redact } from '../case/redact.ts';
import { arming } from '../case/report.ts';
import type { Context } from '../context.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import { isRunning, type Order } from './order.ts';

type OrderCommand = Extract<Command, { type: `order.${string}` }>;

/** 社区发令、部门执行: a worker drafts, the secretary approves in one tap, every department named has to sign. */
export function decideOrder(before: Case, command: OrderCommand, context: Context): Fact[] | Refusal {
  switch (command.type) {
    case 'order.draft':
      return draft(before, command.body, context);
    case 'order.approve':
      return approve(before, command.body.orderId, context);
    case 'order.decline': {
      const { orderId, reason } = command.body;
      const order = undecided(before, orderId, context);
      if (isRefusal(order)) return order;
      return [{ type: 'order.declined', body: { orderId, reason }, armed: [] }];
    }
    case 'order.confirm':
      return confirm(before, command.body.orderId, context);
    case 'order.withdraw':
      return withdraw(before, command.body, context);
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
  const unfit = refuseMeeting(body, context);
  if (unfit) return unfit;
  const orderId = context.id();
  const { recipients, onSiteWithinMin } = body;
  const meeting = body.meeting ? { ...body.meeting, label: redact(body.meeting.label) } : null;
  const { areaCode } = before.place;
  return [
    {
      type: 'order.drafted',
      body: {
        ...{ orderId, number: context.number, areaCode, recipients, onSiteWithinMin, meeting },
        onSiteAt: body.onSiteAt ?? null,
        templateId: body.templateId ?? null,
      },
      armed: [arm(arming(context, before), 'approve', orderId, context.now)],
    },
  ];
}

/** 到场时间地点: an instant to come, a place in this city, a template that exists. */
function refuseMeeting(
  body: Extract<OrderCommand, { type: 'order.draft' }>['body'],
  { now, world }: Context,
): Refusal | undefined {
  if (body.onSiteAt !== undefined && body.onSiteAt <= now) return refuse('on-site-past');
  if (body.meeting && world.locate(body.meeting) === undefined) return refuse('outside-area');
  if (body.templateId !== undefined && !world.templates.some((one) => one.id === body.templateId)) {
    return refuse('unknown-template', { template: body.templateId });
  }
  return undefined;
}

function approve(before: Case, orderId: string, context: Context): Fact[] | Refusal {
  const order = undecided(before, orderId, context);
  if (isRefusal(order)) return order;
  // Between draft and approval the dispatcher may have sent the case to one of them.
  const taken = refuseRecipients(before, order.recipients, context);
  if (taken) return taken;
  const { assignments, armed } = assign(before, order.recipients, order, context);
  const byDeputy = context.actor.deputy;
  const ratify = byDeputy ? [arm(arming(context, before), 'ratify', orderId, context.now)] : [];
  return [{ type: 'order.issued', body: { orderId, assignments, byDeputy }, armed: [...armed, ...ratify] }];
}

/** 追认: the secretary confirms afterwards what the deputy has issued. */
function confirm(before: Case, orderId: string, context: Context): Fact[] | Refusal {
  const order = before.orders.find((one) => one.id === orderId);
  if (!order) return refuse('not-found');
  if (context.actor.deputy) return refuse('not-your-order');
  if (!order.byDeputy || order.confirmedAt !== null) return refuse('nothing-to-confirm');
  return [{ type: 'order.confirmed', body: { orderId }, armed: [] }];
}

/** 撤回: the duties that came with it end; where nobody leads any more the dispatcher is asked again. */
function withdraw(
  before: Case,
  { orderId, reason }: Extract<OrderCommand, { type: 'order.withdraw' }>['body'],
  context: Context,
): Fact[] | Refusal {
  const order = before.orders.find((one) => one.id === orderId);
  if (!order) return refuse('not-found');
  if (context.actor.deputy) return refuse('not-your-order');
  if (order.state !== 'drafted' && !isRunning(order)) return refuse('order-ended');
  const own = before.assignments.filter((one) => one.orderId === orderId && isHeld(one));
  const led = before.assignments.some((one) => isLeading(one) && one.orderId !== orderId);
  const left = !led && own.some(isLeading);
  const armed = left ? [arm(arming(context, before), 'dispatch', before.id, context.now)] : [];
  const assignmentIds = own.map((one) => one.id);
  return [{ type: 'order.withdrawn', body: { orderId, reason, assignmentIds }, armed }];
}

/**
 * The order that awaits its decision. The secretary decides; the deputy only once the time ran out, so that an
 * order is never stuck on an absence.
 */
function undecided(before: Case, orderId: string, context: Context): Order | Refusal {
  const order = before.orders.find((one) => one.id === orderId);
  if (!order) return refuse('not-found');
  if (order.state !== 'drafted') return refuse('order-decided');
  if (context.actor.deputy && order.referredAt === null) return refuse('not-your-order');
  return order;
}
