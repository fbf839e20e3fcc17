import { m } from '$lib/paraglide/messages.js';

/** The periods that the page offers; the address may also say `from` and `to`. */
export const PERIODS = [
  { period: 'today', name: m.certificate_today },
  { period: '7d', name: m.certificate_7d },
  { period: '30d', name: m.certificate_30d },
] as const;

/** What the address says of the period, and nothing else of it. */
export const periodIn = (params: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...params].filter(([name]) => ['period', 'from', 'to'].includes(name)));

/** The address of a page of certificates with the same period. */
export const linkTo = (path: string, asked: Record<string, string>): string => {
  const query = String(new URLSearchParams(asked));
  return query === '' ? path : `${path}?${query}`;
};
