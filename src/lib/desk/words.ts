import { ACT_WORDS, CLOCK_WORDS, STATE_WORDS, type Names } from '#domain/audit/words.ts';
import type { Column, Density, Sort } from '#domain/desk/arrangement.ts';
import type { FlowFigure } from '#domain/figure/flow.ts';
import type { Role } from '#domain/person/person.ts';
import { m } from '$lib/paraglide/messages.js';
import { language, lookName } from '../ui/words.ts';
import type { DeskAct } from './act/key.ts';
import type { Filter } from './filter.ts';
import type { Group } from './queue.ts';
import type { Pane } from './windows.svelte.ts';

const GROUP: Record<Group, () => string> = {
  over: m.desk_group_over,
  ten: m.desk_group_ten,
  hour: m.desk_group_hour,
  today: m.desk_group_today,
  later: m.desk_group_later,
  ended: m.desk_group_ended,
};
export const groupName = (group: Group): string => GROUP[group]();

const FIGURE: Record<FlowFigure, () => string> = {
  accepted: m.desk_figure_accepted,
  resolved: m.desk_figure_resolved,
  disputesAccepted: m.desk_figure_disputes_accepted,
  disputesResolved: m.desk_figure_disputes_resolved,
  settledByGrid: m.desk_figure_settled_by_grid,
  guided: m.desk_figure_guided,
  settledByVolunteers: m.desk_figure_settled_by_volunteers,
  ordersIssued: m.desk_figure_orders_issued,
  ordersResponded: m.desk_figure_orders_responded,
};
export const figureName = (figure: FlowFigure): string => FIGURE[figure]();

/** The filter in words: 签收 + 逾期. */
export function filterName(filter: Filter, names: Names): string {
  const { state, figure, order, clock, tier, extension, area, near, ids, q } = filter;
  const words = [
    state && STATE_WORDS[state][language()],
    figure && m.desk_filter_figure({ figure: figureName(figure) }),
    order && (order === 'open' ? m.desk_filter_order_open() : m.desk_filter_order_drafted()),
    clock && CLOCK_WORDS[clock][language()],
    tier && lookName(tier),
    extension && m.desk_filter_extension(),
    area && names.area(area, language()),
    near && m.queue_filter_near({ n: near.radiusM }),
    ids && m.desk_filter_ids({ n: ids.length }),
    q && m.desk_filter_q({ q }),
  ];
  return words.filter(Boolean).join(' + ');
}

const ROLE: Partial<Record<Role, () => string>> = {
  dispatcher: m.desk_role_dispatcher,
  supervisor: m.desk_role_supervisor,
  leader: m.desk_role_leader,
  worker: m.desk_role_worker,
  secretary: m.desk_role_secretary,
};
export const roleName = (role: Role): string => ROLE[role]?.() ?? role;

/** The verb on a button; English acts are written small in sentences and large here. */
export function actName(act: DeskAct): string {
  if (act === 'order.approve') return m.desk_decide_order();
  const word = ACT_WORDS[act][language()];
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const SORT: Record<Sort, () => string> = {
  due: m.queue_sort_due,
  age: m.queue_sort_age,
  urgency: m.queue_sort_urgency,
  place: m.queue_sort_place,
  holder: m.queue_sort_holder,
};
export const sortName = (sort: Sort): string => SORT[sort]();

const COLUMN: Record<Column, () => string> = {
  urgency: m.desk_column_urgency,
  place: m.desk_column_place,
  age: m.desk_column_age,
  holder: m.desk_column_holder,
  mark: m.desk_column_mark,
};
export const columnName = (column: Column): string => COLUMN[column]();

const DENSITY: Record<Density, () => string> = {
  compact: m.queue_density_compact,
  normal: m.queue_density_normal,
  roomy: m.queue_density_roomy,
};
export const densityName = (density: Density): string => DENSITY[density]();

const PANE: Record<Pane, () => string> = { queue: m.desk_queue, case: m.desk_case, map: m.shell_map };
export const paneName = (pane: Pane): string => PANE[pane]();

/** 96 米 · 1.8 公里 */
export const distanceName = (metres: number): string =>
  metres < 1000
    ? m.shell_map_metres({ n: Math.round(metres) })
    : m.shell_map_kilometres({ n: (metres / 1000).toFixed(1) });

/** 2分50秒, as a reason says how long something takes. */
export const secondsName = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return m.queue_span({ m: Math.floor(seconds / 60), s: String(seconds % 60).padStart(2, '0') });
};
