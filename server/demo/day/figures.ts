import { dayOf, FLOW, flowOf, type Flow, type FlowFigure } from '#domain/figure/flow.ts';
import type { Database } from '#server/db/pool.ts';
import { takeSnapshot } from '#server/feed/snapshot.ts';

const WORDS: Record<FlowFigure, string> = {
  accepted: '受理 accepted',
  resolved: '化解 resolved',
  disputesAccepted: '纠纷类受理 disputes accepted',
  disputesResolved: '纠纷类化解 disputes resolved',
  settledByGrid: '网格员现场巡查调解 settled by grid workers',
  guided: '引导至社区 guided to the community',
  settledByVolunteers: '其他平安员现场化解 settled by other volunteers',
  ordersIssued: '发出发令单 orders issued',
  ordersResponded: '职能部门响应 orders responded',
};

/** The nine figures as a wall of the whole city counts them, at the city's present time. */
export async function figuresNow(db: Database, scope: string): Promise<Flow> {
  const { cases, now } = await takeSnapshot(db, { areas: [scope], departments: [] });
  return flowOf(cases, dayOf(now));
}

/** One line each: what was played, and what it had to be. */
export function besideTargets(played: Flow, targets: Flow): string {
  return FLOW.map((figure) => {
    const [is, was] = [played[figure], targets[figure]];
    const mark = is === was ? '=' : '≠';
    return `  ${String(is).padStart(5)} ${mark} ${String(was).padStart(5)}  ${WORDS[figure]}`;
  }).join('\n');
}
