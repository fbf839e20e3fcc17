import { CHANNELS, type Case, type Channel } from '../case/case.ts';
import type { Period } from './cohort.ts';

/** How the appeals of a period came in, most first; channels that nobody used stand at the end with 0. */
export function channelsOf(cases: Iterable<Case>, period: Period): { channel: Channel; count: number }[] {
  const counts = new Map<Channel, number>(CHANNELS.map((channel) => [channel, 0]));
  for (const { channel, discoveredAt } of cases) {
    if (discoveredAt >= period.from && discoveredAt < period.to) {
      counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
  }
  return [...counts].map(([channel, count]) => ({ channel, count })).sort((a, b) => b.count - a.count);
}
