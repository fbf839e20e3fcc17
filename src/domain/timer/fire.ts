import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { CommandBody } from '../case/command.ts';
import type { Context } from '../context.ts';
import { timerOf } from './timer.ts';

/** A firing this much later than due was the system's fault and does not count against anybody. */
const LATE_BY_SYSTEM_MS = 60_000;

/**
 * What a due timer does. It fires into facts only while it is still running and of the same generation;
 * otherwise into nothing, because a signature that was first is first. When the secretary let the
 * approval run out, the deputy is asked in the same moment.
 */
export function fireTimer(before: Case, body: CommandBody<'timer.fire'>, context: Context): Fact[] {
  const { clock, subject, gen, step } = body;
  const timer = timerOf(before.timers, clock, subject);
  if (!timer || timer.stoppedAt !== null || timer.gen !== gen) return [];
  if (step === 'amber') {
    return timer.amberFiredAt === null && timer.redFiredAt === null
      ? [{ type: 'timer.warned', body: { clock, subject }, armed: [] }]
      : [];
  }
  if (timer.redFiredAt !== null) return [];
  const overdueBySystem = context.now - body.fireAt > LATE_BY_SYSTEM_MS;
  const breached: Fact = { type: 'timer.breached', body: { clock, subject, overdueBySystem }, armed: [] };
  const referred: Fact[] = before.orders
    .filter((order) => clock === 'approve' && order.id === subject && order.state === 'drafted')
    .map((order) => ({ type: 'order.referred', body: { orderId: order.id }, armed: [] }));
  return [breached, ...referred];
}
