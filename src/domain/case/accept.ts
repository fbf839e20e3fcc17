import { isHeld } from '../assignment/assignment.ts';
import type { Fact, RejectReason } from '../audit/event.ts';
import type { Context } from '../context.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { arm } from '../timer/arm.ts';
import type { Case } from './case.ts';
import type { CommandBody } from './command.ts';
import { closing } from './end.ts';
import { redact } from './redact.ts';
import { arming } from './report.ts';

/** 受理: noticed and classified. The dispatch clock and the gross resolve clock start here. */
export function accept(before: Case, body: CommandBody<'case.accept'>, context: Context): Fact[] | Refusal {
  const matter = context.world.matters.get(body.matterCode);
  if (!matter) return refuse('unknown-matter', { matter: body.matterCode });
  const urgency = body.urgency ?? (before.warnings.length > 0 ? 3 : matter.urgency);
  const limits = arming(context, {
    ...before,
    matterCode: matter.code,
    urgency,
    complexity: matter.complexity,
  });
  return [
    {
      type: 'case.accepted',
      body: {
        matterCode: matter.code,
        kind: body.kind ?? matter.kind,
        urgency,
        complexity: matter.complexity,
        label: body.label === undefined ? before.place.label : redact(body.label),
      },
      armed: [
        arm(limits, 'dispatch', before.id, context.now),
        arm(limits, 'resolve', before.id, context.now),
      ],
    },
  ];
}

/** 不予受理, with a reason that the resident is told. */
export const reject = (before: Case, body: { reason: RejectReason }): Fact[] => [
  ...closing(before),
  { type: 'case.rejected', body: { reason: body.reason }, armed: [] },
];

/** 引导至社区: the community settles it instead of a department. */
export function guide(before: Case, context: Context): Fact[] | Refusal {
  if (before.guidedAt !== null || before.assignments.some(isHeld)) {
    return refuse('already-dispatched');
  }
  const { areaCode } = before.place;
  if (!context.world.areas.has(areaCode)) return refuse('unknown-area', { area: areaCode });
  return [{ type: 'case.guided', body: { areaCode }, armed: [] }];
}
