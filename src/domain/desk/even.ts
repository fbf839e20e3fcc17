import { ancestorAt } from '../area/area.ts';
import { isOpen, type Case } from '../case/case.ts';
import { canTake } from '../case/entrust.ts';
import { isRunning, nextTimer, tierOf } from '../timer/timer.ts';
import { medianOf } from './load.ts';

/** A case that would change hands. */
export interface Move {
  caseId: string;
  fromId: string;
  toId: string;
}

/** Somebody among whom work may be shared, with the jurisdiction. */
export interface Holder {
  id: string;
  areas: readonly string[];
}

/** A suggestion that is longer is looked at by nobody. */
const MOST = 50;
/** For less than this between the most and the least nobody is given somebody else's case. */
const WORTH_IT = 3;

interface Hand {
  holder: Holder;
  total: number;
  /** What could be given away. */
  free: Case[];
  /** How many cases of each street. */
  streets: Map<string, number>;
}

/**
 * What would bring these holders nearer to their median: from whoever has more to whoever has less, as long as it is
 * worth it. Only cases with which nothing is wrong and at which nobody is: no clock is warned or breached, and nobody
 * acts. A case goes rather to whoever has others of its street, and of those the one that is due last.
 */
export function suggestMoves(
  cases: Iterable<Case>,
  holders: readonly Holder[],
  now: number,
  isTaken: (caseId: string) => boolean,
): Move[] {
  const hands = handsOf(cases, holders, now, isTaken);
  const totals = hands.map(({ total }) => total);
  if (Math.max(...totals) - Math.min(...totals) < WORTH_IT) return [];
  const median = medianOf(totals);
  // Where nobody is below the median, whoever stands at it takes more.
  const brim = totals.some((total) => total < median) ? median : Infinity;
  const moves: Move[] = [];
  while (moves.length < MOST) {
    const move = nextMove(hands, median, brim);
    if (!move) break;
    moves.push(move);
  }
  return moves;
}

function handsOf(
  cases: Iterable<Case>,
  holders: readonly Holder[],
  now: number,
  isTaken: (caseId: string) => boolean,
): Hand[] {
  const hands = new Map(
    holders.map((holder): [string, Hand] => [holder.id, { holder, total: 0, free: [], streets: new Map() }]),
  );
  for (const subject of cases) {
    const hand = isOpen(subject) ? hands.get(subject.dispatcherId ?? '') : undefined;
    if (!hand) continue;
    hand.total += 1;
    count(hand, subject, 1);
    if (isCalm(subject, now) && !isTaken(subject.id)) hand.free.push(subject);
  }
  return [...hands.values()];
}

const streetOf = ({ place }: Case): string => ancestorAt(place.areaCode, 'street') ?? place.areaCode;

function count({ streets }: Hand, subject: Case, by: 1 | -1): void {
  const street = streetOf(subject);
  streets.set(street, (streets.get(street) ?? 0) + by);
}

/** No clock of it is warned or breached. */
const isCalm = ({ timers }: Case, now: number): boolean =>
  timers.filter(isRunning).every((timer) => tierOf(timer, now) === 'running');

/** Takes the next case from the one hand into the other. */
function nextMove(hands: readonly Hand[], median: number, brim: number): Move | undefined {
  const givers = hands.filter(({ total }) => total > median).sort((a, b) => b.total - a.total);
  const takers = hands.filter(({ total }) => total < brim).sort((a, b) => a.total - b.total);
  for (const giver of givers) {
    for (const taker of takers) {
      if (giver.total - taker.total < 2) break;
      const chosen = choose(giver, taker);
      if (!chosen) continue;
      giver.free = giver.free.filter((one) => one !== chosen);
      count(giver, chosen, -1);
      count(taker, chosen, 1);
      giver.total -= 1;
      taker.total += 1;
      return { caseId: chosen.id, fromId: giver.holder.id, toId: taker.holder.id };
    }
  }
  return undefined;
}

function choose({ free }: Hand, { holder, streets }: Hand): Case | undefined {
  const known = (one: Case): number => streets.get(streetOf(one)) ?? 0;
  const due = ({ timers }: Case): number => nextTimer(timers)?.dueAt ?? Number.MAX_SAFE_INTEGER;
  let best: Case | undefined;
  for (const one of free) {
    if (!canTake({ role: 'dispatcher', areas: holder.areas }, one)) continue;
    if (!best) best = one;
    else {
      const better = known(one) - known(best) || due(one) - due(best) || (one.number < best.number ? 1 : -1);
      if (better > 0) best = one;
    }
  }
  return best;
}
