import { refuse, type Refusal } from '#domain/refusal.ts';

/** "Default query limit is a span of 90 days" (GeoReport v2, "Response Volume"). */
const SPAN_MS = 90 * 86_400_000;

/** From and until, both included. */
export interface Period {
  from: number;
  until: number;
}

/** The span that was asked for; the most recent 90 days without one, and 90 days from or up to a single date. */
export function periodOf(start: number | undefined, end: number | undefined, now: number): Period | Refusal {
  const from = start ?? (end ?? now) - SPAN_MS;
  const until = end ?? (start === undefined ? now : start + SPAN_MS);
  return until - from > SPAN_MS || until < from
    ? refuse('bad-input', { field: 'start_date, end_date' })
    : { from, until };
}
