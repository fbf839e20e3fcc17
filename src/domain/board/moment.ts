import type { Event } from '../audit/event.ts';
import type { Case } from '../case/case.ts';
import type { Change } from './board.ts';

/** 回放: a wall as it stood at an instant, shaped as the live snapshot is. */
export interface Stood {
  /** The instant itself; one that is still to come is now. */
  at: number;
  now: number;
  cases: Case[];
  /** Newest first. */
  recent: Event[];
}

/** What happened in a view after one instant and until another, as a screen takes it. */
export interface Followed {
  changes: Change[];
  /** Everything up to here is in it; where it is earlier than what was asked for, there is more. */
  to: number;
}

/** 逾期 · 临期 · 发令: what stands on the track of a day. */
export interface TrackMark {
  at: number;
  kind: 'red' | 'amber' | 'order';
}

/** A day of a view as a whole. */
export interface TrackedDay {
  /** 2021-07-23 by Shanghai's calendar. */
  day: string;
  from: number;
  to: number;
  /** From which day on there are any; null where nothing has happened yet. */
  first: string | null;
  /** The oldest first. */
  marks: TrackMark[];
}
