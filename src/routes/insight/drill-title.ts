import type { Flow } from '#domain/figure/flow.ts';
import { RESULTS, STAGES } from '#domain/figure/stage.ts';
import type { Language } from '#domain/language.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ScreenWorld } from '$lib/live/world.ts';
import { lookName } from '$lib/ui/words.ts';
import { resultName } from './result-words.ts';
import { stageName } from './stage-words.ts';

export const FLOW_NAMES: Record<keyof Flow, () => string> = {
  accepted: m.insight_accepted,
  resolved: m.insight_resolved,
  disputesAccepted: m.insight_disputes_accepted,
  disputesResolved: m.insight_disputes_resolved,
  settledByGrid: m.insight_settled_grid,
  guided: m.insight_guided,
  settledByVolunteers: m.insight_settled_volunteers,
  ordersIssued: m.insight_orders_issued,
  ordersResponded: m.insight_orders_responded,
};

/** What the open list counts, in the words of the figure: 签收 · 迟签 · 坑梓市政部. */
export function drillTitle(drill: URLSearchParams, world: ScreenWorld, language: Language): string {
  const parts: (string | undefined)[] = [];
  const [of, holder, minute] = [drill.get('of'), drill.get('holder'), drill.get('minute')];
  if (of === 'overdue') parts.push(m.insight_overdue());
  if (of === 'age') {
    const standing = drill.get('standing');
    parts.push(m.insight_ageing(), drill.get('age') ?? undefined);
    if (standing === 'running' || standing === 'amber' || standing === 'red') parts.push(lookName(standing));
  }
  if (of === 'flow') {
    const figure = Object.entries(FLOW_NAMES).find(([name]) => name === drill.get('figure'));
    parts.push(figure?.[1]());
  }
  const stage = STAGES.find((one) => one === drill.get('stage'));
  const result = RESULTS.find((one) => one === drill.get('result'));
  if (stage) parts.push(stageName(stage, language));
  if (result) parts.push(resultName(result));
  if (holder !== null) parts.push(world.names.department(holder, language));
  if (minute !== null) parts.push(m.insight_minute_bin({ from: minute }));
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}
