import { MINUTE } from './hours.ts';
import type { Act } from './act.ts';
import { Random } from './random.ts';

/**
 * What is left to do after a stop. Cases that had begun go on: what was missed is made up for within minutes, in
 * its old order. Cases that would have begun meanwhile are left out, but for orders that should be open now.
 * @param acts everything that was planned
 * @param done what has taken place
 */
export function resumed(acts: readonly Act[], done: ReadonlySet<Act>, now: number): Act[] {
  const lives = Map.groupBy(acts, ({ life }) => life);
  return [...lives.values()].flatMap((life) => {
    const left = life.filter((act) => !done.has(act));
    const [next] = left;
    if (!next || next.at >= now) return left;
    const begun = left.length < life.length;
    if (!begun && !wouldBeOpen(life, now)) return [];
    const delayMs = now - next.at + new Random(`resumed ${next.life}`).between(0.2, 14) * MINUTE;
    return late(left, delayMs);
  });
}

/** An order that was to begin before now and to end well after it. */
function wouldBeOpen(life: readonly Act[], now: number): boolean {
  const resolve = life.find(({ intent }) => intent.type === 'case.resolve');
  const isOrder = life.some(({ intent }) => intent.type === 'order.draft');
  return isOrder && resolve !== undefined && resolve.at > now + 40 * MINUTE;
}

/** Everything up to the resolution comes later by as much; from there on it keeps its time where it can. */
function late(acts: readonly Act[], delayMs: number): Act[] {
  const end = acts.findIndex(({ intent }) => intent.type === 'case.resolve');
  const endAt = end < 0 ? Number.POSITIVE_INFINITY : (acts[end] as Act).at;
  let before = 0;
  return acts.flatMap((act, n) => {
    const closing = end < 0 || n >= end;
    const at = closing ? Math.max(act.at, before + MINUTE, (acts[0] as Act).at + delayMs) : act.at + delayMs;
    if (act.intent.type === 'case.record' && !closing && at > endAt) return [];
    before = at;
    return [{ ...act, at }];
  });
}
