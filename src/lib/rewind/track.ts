import type { TrackedDay, TrackMark } from '#domain/board/moment.ts';

/** How wide a place is on the track, as a share of the day: a sign needs some nineteen minutes, a tick three. */
const PLACES: Record<'sign' | 'tick', number> = { sign: 1 / 76, tick: 1 / 400 };

/** A sign or a tick on the track: `at` as a share of the day, and how many facts stand behind it. */
export interface Placed {
  kind: TrackMark['kind'];
  share: number;
  count: number;
}

export const shareOf = ({ from, to }: Pick<TrackedDay, 'from' | 'to'>, at: number): number =>
  Math.min(1, Math.max(0, (at - from) / (to - from)));

/**
 * The marks of a day as there is room for: of what falls onto one place the worst is shown, where the first of it was. Orders
 * have places of their own.
 */
export function placed(day: Pick<TrackedDay, 'from' | 'to' | 'marks'>): Placed[] {
  const places = new Map<string, Placed>();
  for (const { at, kind } of day.marks) {
    const share = shareOf(day, at);
    const size = kind === 'order' ? 'tick' : 'sign';
    const key = `${size} ${Math.floor(share / PLACES[size])}`;
    const there = places.get(key);
    if (!there || (kind === 'red' && there.kind === 'amber')) places.set(key, { kind, share, count: 1 });
    else if (there.kind === kind) there.count += 1;
  }
  return [...places.values()];
}

/** Every second hour of a day, with its share. */
export const HOURS = Array.from({ length: 13 }, (_, n) => ({
  name: String(n * 2).padStart(2, '0'),
  share: n / 12,
}));
