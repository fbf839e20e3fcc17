import { m } from '$lib/paraglide/messages.js';
import type { Look } from '$lib/ui/countdown.ts';
import type { CountedCase } from '#server/insight/drill.ts';

type Shown = CountedCase['result'];

/** The wall's sign for what became of a clock. */
export const LOOKS: Record<Shown, Look> = {
  'in-time': 'met',
  late: 'late',
  overdue: 'red',
  pending: 'running',
  left: 'unknown',
  open: 'running',
  resolved: 'met',
};

const NAMES: Record<Shown, () => string> = {
  'in-time': m.insight_met,
  late: m.insight_late,
  overdue: m.insight_overdue_open,
  pending: m.insight_pending,
  left: m.insight_left_out,
  open: m.insight_open,
  resolved: m.insight_resolved,
};

export const resultName = (result: Shown): string => NAMES[result]();
