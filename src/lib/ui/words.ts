import type { Clock } from '#domain/timer/timer.ts';
import type { Look, SpanUnits } from './countdown.ts';
import { m } from '$lib/paraglide/messages.js';
import { getLocale } from '$lib/paraglide/runtime.js';

/** The domain's name of the language that this page speaks. */
export const language = (): 'zh' | 'en' => (getLocale() === 'en' ? 'en' : 'zh');

const CLOCKS: Record<Clock, () => string> = {
  accept: m.shell_clock_accept,
  dispatch: m.shell_clock_dispatch,
  approve: m.shell_clock_approve,
  sign: m.shell_clock_sign,
  contact: m.shell_clock_contact,
  arrive: m.shell_clock_arrive,
  resolve: m.shell_clock_resolve,
  confirm: m.shell_clock_confirm,
  feedback: m.shell_clock_feedback,
  suspend: m.shell_clock_suspend,
  ratify: m.shell_clock_ratify,
  supervise: m.shell_clock_supervise,
};

const LOOKS: Record<Look, () => string> = {
  running: m.shell_tier_running,
  amber: m.shell_tier_amber,
  red: m.shell_tier_red,
  met: m.shell_tier_met,
  late: m.shell_tier_late,
  paused: m.shell_tier_paused,
  unknown: m.shell_tier_unknown,
};

/** The short name of a clock, as chips and data blocks have room for: 签收, 联系. */
export const clockName = (clock: Clock): string => CLOCKS[clock]();

/** 办理中 · 临期 · 逾期 … */
export const lookName = (look: Look): string => LOOKS[look]();

export const spanUnits = (): SpanUnits => ({ day: m.shell_day(), hour: m.shell_hour() });

/** Chinese runs together, English has spaces between words. */
export const glue = (): string => (language() === 'en' ? ' ' : '');
