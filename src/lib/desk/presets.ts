import type { Case } from '#domain/case/case.ts';
import type { Role } from '#domain/person/person.ts';
import { m } from '$lib/paraglide/messages.js';
import { filterKey, passes, type Filter, type SearchText } from './filter.ts';

/** A filter that is one press away, with its number key. */
export interface Preset {
  key: string;
  name: string;
  filter: Filter;
}

/** The filters of the bar; the community works on orders, the others on what is to be accepted and dispatched. */
export function presetsFor(role: Role): Preset[] {
  const of = (name: string, filter: Filter): Preset => ({ key: filterKey(filter), name, filter });
  const orders = [
    of(m.desk_preset_drafted(), { order: 'drafted' }),
    of(m.desk_preset_orders(), { order: 'open' }),
  ];
  const steps = [
    of(m.desk_preset_accept(), { state: 'discovered' }),
    of(m.desk_preset_dispatch(), { clock: 'dispatch' }),
    of(m.desk_preset_sign(), { clock: 'sign' }),
  ];
  const first = role === 'secretary' || role === 'worker' ? [...orders, ...steps] : [...steps, ...orders];
  return [
    of(m.desk_preset_all(), {}),
    ...first,
    of(m.desk_preset_red(), { tier: 'red' }),
    of(m.desk_preset_extension(), { extension: 'open' }),
  ];
}

/** How many cases each preset holds. */
export function countPresets(
  presets: readonly Preset[],
  cases: Iterable<Case>,
  now: number,
  textOf: SearchText,
): number[] {
  const counts = presets.map(() => 0);
  for (const subject of cases) {
    presets.forEach(({ filter }, at) => {
      if (passes(subject, filter, now, textOf)) counts[at]! += 1;
    });
  }
  return counts;
}
