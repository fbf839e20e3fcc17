import { tierOf, type Clock, type Tier } from '#domain/timer/timer.ts';
import { dueTime } from './moment.ts';

/** What a countdown needs of a timer; all instants are milliseconds of server time. */
export interface Deadline {
  clock: Clock;
  startAt: number;
  amberAt: number;
  dueAt: number;
  stoppedAt: number | null;
  /** Since when the clock stands still, where it is suspended (挂起). */
  pausedAt?: number | null;
  /** When the system said that it was over; long after the deadline, that was the system's fault. */
  redFiredAt?: number | null;
}

/** How a timer looks: its tier, or one of the two states in which no tier can be told. */
export type Look = Tier | 'paused' | 'unknown';

/** The word that carries the sign of the number: 剩 · 逾期 · 应于 · (time taken) · 暂停 余. */
export type CountdownWord = 'left' | 'over' | 'due' | 'taken' | 'paused';

export interface Reading {
  look: Look;
  word: CountdownWord;
  /** 8:22 · 1:23:42 · 1天02时 · 14:40:02; never negative. */
  figure: string;
  /** Share of the time that is left, 0 to 1; 1 when breached, so that the bar is full. */
  share: number;
  /** Share that is left when amber begins: where the bar has its tick. */
  amberShare: number;
  /** Stopped less than 30 s ago. */
  fresh: boolean;
}

/** The letters after days and hours: 天 and 时. */
export interface SpanUnits {
  day: string;
  hour: string;
}

/** How long what has just changed is shown as changed. */
export const FRESH_MS = 30_000;

/**
 * What a countdown shows at `now` (server time). A stale screen does not know whether a deadline was met: it shows
 * the deadline itself and no state.
 */
export function reading(deadline: Deadline, now: number, units: SpanUnits, stale = false): Reading {
  const { startAt, amberAt, dueAt, stoppedAt, pausedAt = null } = deadline;
  const length = Math.max(1, dueAt - startAt);
  const amberShare = clamp((dueAt - amberAt) / length);
  const shown = (look: Look, word: CountdownWord, figure: string, share: number, fresh = false): Reading => ({
    look,
    word,
    figure,
    share: clamp(share),
    amberShare,
    fresh,
  });

  if (stoppedAt !== null) {
    const fresh = !stale && now - stoppedAt < FRESH_MS;
    return shown(tierOf(deadline, now), 'taken', span(stoppedAt - startAt, units), 0, fresh);
  }
  if (pausedAt !== null) {
    return shown('paused', 'paused', span(dueAt - pausedAt, units, Math.ceil), (dueAt - pausedAt) / length);
  }
  if (stale) return shown('unknown', 'due', dueTime(dueAt, now), 0);
  const tier = tierOf(deadline, now);
  if (tier === 'red') return shown('red', 'over', span(now - dueAt, units), 1);
  return shown(tier, 'left', span(dueAt - now, units, Math.ceil), (dueAt - now) / length);
}

/** `m:ss` below an hour, `h:mm:ss` below a day, then days and hours. What is left is rounded up, what has passed down. */
export function span(ms: number, units: SpanUnits, round: (n: number) => number = Math.floor): string {
  const seconds = Math.max(0, round(ms / 1000));
  const [minutes, hours, days] = [60, 3600, 86_400].map((size) => Math.floor(seconds / size)) as [
    number,
    number,
    number,
  ];
  if (days > 0) return `${days}${units.day}${pad(hours % 24)}${units.hour}`;
  if (hours > 0) return `${hours}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
  return `${minutes}:${pad(seconds % 60)}`;
}

const pad = (n: number): string => String(n).padStart(2, '0');
const clamp = (n: number): number => Math.min(1, Math.max(0, n));
