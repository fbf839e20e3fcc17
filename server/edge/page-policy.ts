/**
 * The policy of a page, which `svelte.config.js` says once for all of them, made exact for the origin that it was asked
 * under: the socket's address by name, because not every browser takes 'self' for it. What an installation allows beside
 * (a base map of its own, an identity provider) belongs here.
 */
export function pagePolicy(
  policy: string,
  origin: string,
  formTargets: readonly string[] = [],
  pictures: readonly string[] = [],
): string {
  const socket = origin.replace(/^http/, 'ws');
  const exact = policy
    .replace("connect-src 'self'", `connect-src 'self' ${socket}`)
    .replace("img-src 'self'", ["img-src 'self'", ...pictures].join(' '))
    .replace("form-action 'self'", ["form-action 'self'", ...formTargets].join(' '));
  return origin.startsWith('https:') ? `${exact}; upgrade-insecure-requests` : exact;
}
