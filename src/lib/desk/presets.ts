import type { SavedFilter } from '#domain/desk/saved-filter.ts';
import type { Role } from '#domain/person/person.ts';
import { m } from '$lib/paraglide/messages.js';
import { filterKey, readFilter, type Filter } from './filter.ts';

/** A filter that is one press away, with its number key. */
export interface Preset {
  key: string;
  name: string;
  filter: Filter;
  /** Where somebody has saved it. */
  saved?: SavedFilter;
}

/** How many of the bar's own stand before what people have saved, so that the number keys reach both. */
const FIRST = 4;

/** The filters of the bar; the community works on orders, the others on what is to be accepted and dispatched. */
export function presetsFor(role: Role, saved: readonly SavedFilter[] = []): Preset[] {
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
  const own = [
    of(m.desk_preset_all(), {}),
    ...first,
    of(m.desk_preset_red(), { tier: 'red' }),
    of(m.desk_preset_extension(), { extension: 'open' }),
  ];
  const kept = saved.map((one): Preset => ({
    ...of(one.name, readFilter(new URLSearchParams(one.query))),
    saved: one,
  }));
  return [...own.slice(0, FIRST), ...kept, ...own.slice(FIRST)];
}
