import { DURATION } from '../audit/words.ts';
import type { Language } from '../language.ts';

/** One order on one screen, in milliseconds since 1970 by the city's clock; null means that no screen has said so. */
export interface Showing {
  issuedAt: number;
  receivedAt: number | null;
  shownAt: number | null;
}

/** 完整性证明: what was due, and what was acknowledged of it. Nothing in it is assumed. */
export interface Tally {
  /** For a wall: the orders issued in its area; for an order: the screens that ought to have it. */
  issued: number;
  received: number;
  shown: number;
  /** Issue to showing, or to receipt where it was not shown, of the slowest; null where nothing arrived. */
  longestMs: number | null;
}

/** How long after its issue an order was shown, or received where it was not; null where it never arrived. */
export function delayOf({ issuedAt, receivedAt, shownAt }: Showing): number | null {
  const at = shownAt ?? receivedAt;
  // Two servers may know the database's time to a few milliseconds only; nothing is shown before it is issued.
  return at === null ? null : Math.max(0, at - issuedAt);
}

export function tallyOf(showings: readonly Showing[]): Tally {
  const delays = showings.flatMap((one) => delayOf(one) ?? []);
  return {
    issued: showings.length,
    received: showings.filter((one) => one.receivedAt !== null).length,
    shown: showings.filter((one) => one.shownAt !== null).length,
    longestMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

/** The tallies of several groups together. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const sum = (of: 'issued' | 'received' | 'shown'): number => tallies.reduce((n, one) => n + one[of], 0);
  const delays = tallies.flatMap((one) => one.longestMs ?? []);
  return {
    ...{ issued: sum('issued'), received: sum('received'), shown: sum('shown') },
    longestMs: delays.length === 0 ? null : Math.max(...delays),
  };
}

const UNIT: Record<Language, string> = { zh: '秒', en: ' s' };

/** 0.41秒, below a minute to the hundredth; longer ones as every other span. */
export const delayName = (ms: number, language: Language): string =>
  ms < 60_000 ? `${(ms / 1000).toFixed(2)}${UNIT[language]}` : DURATION[language](ms);

/** 发出12 送达12 展示12 最长0.41秒. */
export function tallySentence({ issued, received, shown, longestMs }: Tally, language: Language): string {
  if (language === 'zh') {
    const longest = longestMs === null ? '' : ` 最长${delayName(longestMs, 'zh')}`;
    return `发出${issued} 送达${received} 展示${shown}${longest}`;
  }
  const longest = longestMs === null ? '' : `, longest delay ${delayName(longestMs, 'en')}`;
  return `issued ${issued}, received ${received}, shown ${shown}${longest}`;
}
