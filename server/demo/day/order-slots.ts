import { DAY_MS, dayName, dayNumber } from '#domain/timer/calendar.ts';
import { HOUR, MINUTE } from './hours.ts';
import { Random } from './random.ts';

/** When a community reports something that becomes an order, and when the departments have settled it. */
export interface OrderSlot {
  chain: number;
  startsAt: number;
  /** As it is meant; within a day it ends when the next of its chain has been issued. */
  endsAt: number;
}

/** So many orders are open at any time of a living day: each chain begins the next one as one ends. */
const CHAINS = 5;
const EVENING = 20.5;

/**
 * The orders that begin on a day of the living demonstration. Those of the evening last through the night
 * until the next morning, so that a wall is never empty; the day after takes over from there.
 * @param day the instant at which the day begins
 */
export function orderSlots(seed: string, day: number): OrderSlot[] {
  return Array.from({ length: CHAINS }, (_, chain) => slotsOf(seed, day, chain)).flat();
}

function slotsOf(seed: string, day: number, chain: number): OrderSlot[] {
  const random = new Random(`${seed} orders ${dayName(dayNumber(day))} ${chain}`);
  const slots: OrderSlot[] = [];
  // The next is reported before the last one ends: until it is issued, a quarter of an hour goes by.
  const next = (endsAt: number): number => endsAt - random.between(14, 24) * MINUTE;
  let startsAt = next(nightEnd(seed, day, chain));
  for (;;) {
    const endsAt = startsAt + random.between(2.4, 4.4) * HOUR;
    if (endsAt > day + EVENING * HOUR) {
      slots.push({ chain, startsAt, endsAt: nightEnd(seed, day + DAY_MS, chain) });
      return slots;
    }
    slots.push({ chain, startsAt, endsAt });
    startsAt = next(endsAt);
  }
}

/** When the order that a chain kept through the night ends: between seven and ten, one chain after the other. */
function nightEnd(seed: string, day: number, chain: number): number {
  const random = new Random(`${seed} night before ${dayName(dayNumber(day))} ${chain}`);
  return day + 7 * HOUR + (chain * 36 + random.between(0, 24)) * MINUTE;
}
