import type { Fact } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { decideAssignment } from '../assignment/decide.ts';
import { decideRating, finishFollowup } from '../followup/decide.ts';
import { decideOrder } from '../order/decide.ts';
import { decideSupervision } from '../supervision/decide.ts';
import { decideExtension } from '../timer/decide-extension.ts';
import { fireTimer } from '../timer/fire.ts';
import { decideWarning } from '../warning/decide.ts';
import { mayDo, possibleIn } from './act.ts';
import { accept, guide, reject } from './accept.ts';
import type { Case } from './case.ts';
import { arbitrate } from './arbitrate.ts';
import { confirm, record, resolve, review } from './close.ts';
import type { Command } from './command.ts';
import { refuseBelow } from './above.ts';
import { entrust } from './entrust.ts';
import { exclude } from './exclude.ts';
import { dispatch } from './dispatch.ts';
import { decline } from './decline.ts';
import { doubt } from './doubt.ts';
import { merge, unmerge } from './merge.ts';
import { reclassify } from './reclassify.ts';
import { redone } from './redo.ts';
import { report, settle } from './report.ts';
import { resume, suspend } from './suspend.ts';
import { withdraw } from './withdraw.ts';

/**
 * The one decision of the domain: (case, command, context) → facts, or a refusal that changes nothing.
 * Pure: the same arguments give the same answer.
 */
export function decide(before: Case | undefined, command: Command, context: Context): Fact[] | Refusal {
  const { type } = command;
  if (!mayDo(type, context.actor.doer)) return refuse('not-allowed', { act: type });
  if (before && !possibleIn(type, before.state)) {
    return refuse('wrong-state', { state: before.state, act: type });
  }
  const below = before && refuseBelow(before, type, context);
  if (below) return below;
  switch (command.type) {
    case 'case.report':
      return report(command.body, context);
    case 'case.settle':
      return settle(command.body, context);
    default:
      return before ? decideOn(before, command, context) : refuse('not-found');
  }
}

/** A command on a case that there is; only a report and a settlement on the spot make one. */
function decideOn(
  before: Case,
  command: Exclude<Command, { type: 'case.report' | 'case.settle' }>,
  context: Context,
): Fact[] | Refusal {
  switch (command.type) {
    case 'case.accept':
      return accept(before, command.body, context);
    case 'case.reject':
      return reject(before, command.body);
    case 'case.reclassify':
      return reclassify(before, command.body, context);
    case 'case.exclude':
      return exclude(before, command.body, context);
    case 'case.entrust':
      return entrust(before, command.body, context);
    case 'suggestion.decline':
      return decline(command.body, context);
    case 'case.guide':
      return guide(before, context);
    case 'case.dispatch':
      return dispatch(before, command.body, context);
    case 'case.suspend':
      return suspend(before, command.body, context);
    case 'case.resume':
      return resume(before, context, true);
    case 'case.merge':
      return merge(before, context);
    case 'case.unmerge':
      return unmerge(before, command.body, context);
    case 'case.withdraw':
      return withdraw(before, command.body.reason);
    case 'case.arbitrate':
      return arbitrate(before, command.body, context);
    case 'case.record':
      return record(command.body, context);
    case 'case.resolve':
      return resolve(before, context);
    case 'case.confirm':
      return confirm(before, command.body, context);
    case 'case.review':
      return review(before, command.body, context);
    case 'case.doubt':
      return doubt(before, command.body.againId);
    case 'case.redo':
      return [redone(before, before.reviewDue, context)];
    case 'followup.finish':
      return finishFollowup(before, command.body, context);
    case 'rating.contest':
    case 'rating.decide':
      return decideRating(before, command, context);
    case 'assignment.sign':
    case 'assignment.contact':
    case 'assignment.arrive':
    case 'assignment.finish':
    case 'assignment.return':
    case 'assignment.reassign':
    case 'assignment.restore':
    case 'assignment.split':
      return decideAssignment(before, command, context);
    case 'order.draft':
    case 'order.approve':
    case 'order.decline':
    case 'order.confirm':
    case 'order.withdraw':
      return decideOrder(before, command, context);
    case 'extension.request':
    case 'extension.decide':
      return decideExtension(before, command, context);
    case 'supervision.open':
    case 'supervision.answer':
    case 'supervision.lift':
      return decideSupervision(before, command, context);
    case 'warning.raise':
    case 'warning.acknowledge':
    case 'warning.lift':
      return decideWarning(before, command, context);
    case 'timer.fire':
      return fireTimer(before, command.body, context);
  }
}
