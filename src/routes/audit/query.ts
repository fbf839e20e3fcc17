const FILTERS = ['act', 'actor', 'case', 'from', 'to'] as const;
export type Filter = (typeof FILTERS)[number];
export type Asked = Partial<Record<Filter | 'before', string>>;

/** What the address says of the filters and of the page, and nothing else; a field that was left empty asks for nothing. */
export const queryIn = (params: URLSearchParams): Asked =>
  Object.fromEntries(
    [...params].filter(
      ([name, value]) => value.trim() !== '' && [...FILTERS, 'before'].some((one) => one === name),
    ),
  );

/** The address of the same list from another entry on. */
export function linkTo({ before: _, ...filters }: Asked, before: number | null): string {
  const query = String(
    new URLSearchParams({ ...filters, ...(before === null ? {} : { before: String(before) }) }),
  );
  return query === '' ? '/audit' : `/audit?${query}`;
}
