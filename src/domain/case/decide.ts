import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { decideAssignment } from '../assignment/decide.ts';
import { decideOrder } from '../order/decide.ts';
import { decideExtension } from '../timer/decide-extension.ts';
import { fireTimer } from '../timer/fire.ts';
import { ACTS, mayDo, possibleIn } from './act.ts';
import { accept, guide, reject } from './accept.ts';
import type { Case } from './case.ts';
import { confirm, finishFollowup, record, redo, resolve } from './close.ts';
import type { Command } from './command.ts';
import { dispatch } from './dispatch.ts';
import { report, settle } from './report.ts';

/**
 * The one decision of the domain: (case, command, context) → facts, or a refusal that changes nothing.
 * Pure: the same arguments give the same answer.
 */
export function decide(before: Case | undefined, command: Command, context: Context): Fact[] | Refusal {
  if (!mayDo(command.type, context.actor.doer)) return refuse('not-allowed', { act: command.type });
  if (!before) {
    if (!(ACTS[command.type].when as readonly string[]).includes('none')) return refuse('not-found');
  } else if (!possibleIn(command.type, before.state)) {
    return refuse('wrong-state', { state: before.state, act: command.type });
  }
  switch (command.type) {
    case 'case.report':
      return report(command.body, context);
    case 'case.settle':
      return settle(command.body, context);
    default:
      return before ? decideOn(before, command, context) : refuse('not-found');
  }
}

function decideOn(before: Case, command: Command, context: Context): Fact[] | Refusal {
  switch (command.type) {
    case 'case.report':
    case 'case.settle':
      return refuse('wrong-state', { state: before.state, act: command.type });
    case 'case.accept':
      return accept(before, command.body, context);
    case 'case.reject':
      return reject(command.body);
    case 'case.guide':
      return guide(before, context);
    case 'case.dispatch':
      return dispatch(before, command.body, context);
    case 'case.record':
      return record(command.body, context);
    case 'case.resolve':
      return resolve(before, context);
    case 'case.confirm':
      return confirm(before, command.body, context);
    case 'case.redo':
      return redo(before, context);
    case 'followup.finish':
      return finishFollowup(command.body);
    case 'assignment.sign':
    case 'assignment.contact':
    case 'assignment.arrive':
    case 'assignment.return':
    case 'assignment.reassign':
      return decideAssignment(before, command, context);
    case 'order.draft':
    case 'order.approve':
    case 'order.decline':
      return decideOrder(before, command, context);
    case 'extension.request':
    case 'extension.decide':
      return decideExtension(before, command, context);
    case 'timer.fire':
      return fireTimer(before, command.body, context);
  }
}
