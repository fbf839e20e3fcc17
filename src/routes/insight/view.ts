/** The parts of the address that choose what is counted; everything else in it opens a list. */
export const FILTERS = ['area', 'department', 'field', 'channel', 'period', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];

/** What a list of counted cases is chosen by, as the door's schema names it. */
export const DRILLS = [
  'of',
  'at',
  'stage',
  'result',
  'holder',
  'minute',
  'age',
  'standing',
  'figure',
  'bin',
] as const;
export type DrillPart = (typeof DRILLS)[number];

const only = (params: URLSearchParams, names: readonly string[]): URLSearchParams =>
  new URLSearchParams([...params].filter(([name]) => names.includes(name)));

/** The filters of an address, in a fixed order, so that the same view has the same text. */
export function filtersOf(params: URLSearchParams): URLSearchParams {
  const filters = only(params, FILTERS);
  filters.sort();
  return filters;
}

/** The address with a filter changed or taken away; a list that was open closes. */
export function withFilters(
  params: URLSearchParams,
  changes: Partial<Record<Filter, string | null>>,
): string {
  const filters = filtersOf(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') filters.delete(name);
    else filters.set(name, value);
  }
  filters.sort();
  return `?${filters}`;
}

/** The link that opens the list behind a figure: the same filters, the figure's choice, and the instant of counting. */
export function drillLink(
  params: URLSearchParams,
  asOf: number,
  drill: Partial<Record<DrillPart, string | number>>,
): string {
  const link = filtersOf(params);
  for (const [name, value] of Object.entries(drill)) link.set(name, String(value));
  link.set('at', String(asOf));
  return `?${link}`;
}

/** The choice of the list that is open, or undefined. */
export function drillOf(params: URLSearchParams): URLSearchParams | undefined {
  return params.has('of') ? only(params, [...FILTERS, ...DRILLS]) : undefined;
}
