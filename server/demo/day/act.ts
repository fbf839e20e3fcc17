import { isHeld } from '#domain/assignment/assignment.ts';
import type { Case } from '#domain/case/case.ts';
import type { CommandBody } from '#domain/case/command.ts';

/** Acts whose whole body is known when the day is planned. */
type Plain =
  | 'case.report'
  | 'case.settle'
  | 'case.accept'
  | 'case.reject'
  | 'case.guide'
  | 'case.dispatch'
  | 'case.record'
  | 'case.resolve'
  | 'case.confirm'
  | 'followup.finish'
  | 'order.draft';

/** What somebody means to do. Ids that only the running system gives are looked up when the time comes. */
export type Intent =
  | { [T in Plain]: { type: T; body: CommandBody<T> } }[Plain]
  | { type: 'assignment.sign' | 'assignment.contact' | 'assignment.arrive'; departmentId: string }
  | { type: 'order.approve' };

/** One intended act of a planned day. `life` and `step` name it for ever. */
export interface Act {
  at: number;
  life: string;
  step: number;
  /** The id of a member of the staff; null for the resident. */
  personId: string | null;
  intent: Intent;
}

/** The acts of one case from the first to the last, each later than the one before it. */
export class Life {
  readonly key: string;
  readonly acts: Act[] = [];

  constructor(key: string) {
    this.key = key;
  }

  /** Whole seconds, and never two acts of one case in the same one. Answers with the instant of the act. */
  add(at: number, personId: string | null, intent: Intent): number {
    const after = (this.acts.at(-1)?.at ?? 0) + 1_000;
    const when = Math.max(after, Math.round(at / 1_000) * 1_000);
    this.acts.push({ at: when, life: this.key, step: this.acts.length, personId, intent });
    return when;
  }
}

/** Acts in the order in which they happen; the same plan always has the same order. */
export function inOrder(lives: readonly Life[]): Act[] {
  return lives
    .flatMap((life) => life.acts)
    .sort((a, b) => a.at - b.at || (a.life < b.life ? -1 : a.life > b.life ? 1 : a.step - b.step));
}

/** The body of the command; undefined where the case no longer has what the act is about. */
export function bodyOf(intent: Intent, subject: Case | undefined): Record<string, unknown> | undefined {
  switch (intent.type) {
    case 'assignment.sign':
    case 'assignment.contact':
    case 'assignment.arrive': {
      const own = subject?.assignments.find((one) => isHeld(one) && one.departmentId === intent.departmentId);
      return own && { assignmentId: own.id };
    }
    case 'order.approve': {
      const order = subject?.orders.find((one) => one.state === 'drafted');
      return order && { orderId: order.id };
    }
    default:
      return intent.body;
  }
}

/** True for acts whose body depends on the case as it stands. */
export const needsCase = ({ type }: Intent): boolean =>
  type.startsWith('assignment.') || type === 'order.approve';
