import type { SuspendReason } from '#domain/case/case.ts';
import { m } from '$lib/paraglide/messages.js';

export const SUSPEND: Record<SuspendReason, () => string> = {
  'awaiting-parts': m.act_suspend_parts,
  'awaiting-ruling': m.act_suspend_ruling,
  'awaiting-resident': m.act_suspend_resident,
  weather: m.act_suspend_weather,
};
