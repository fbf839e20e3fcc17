import type { Fact } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Command } from '../case/command.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isStanding } from './warning.ts';

type WarningCommand = Extract<Command, { type: `warning.${string}` }>;

/** 预警: raised by the watch over many cases, taken note of, and lifted with a reason. */
export function decideWarning(before: Case, command: WarningCommand, context: Context): Fact[] | Refusal {
  if (command.type === 'warning.raise') {
    const { kind, key, reason, evidence } = command.body;
    if (before.warnings.some((one) => one.key === key && isStanding(one))) return refuse('warning-standing');
    const body = { warningId: context.id(), kind, key, reason, evidence };
    return [{ type: 'warning.raised', body, armed: [] }];
  }
  const { warningId } = command.body;
  const own = before.warnings.find((one) => one.id === warningId);
  if (!own) return refuse('not-found');
  if (!isStanding(own)) return refuse('warning-lifted');
  if (command.type === 'warning.lift') {
    return [{ type: 'warning.lifted', body: { warningId, reason: command.body.reason }, armed: [] }];
  }
  if (own.acknowledgedAt !== null) return refuse('warning-acknowledged');
  return [{ type: 'warning.acknowledged', body: { warningId }, armed: [] }];
}
