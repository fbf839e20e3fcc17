import type { IncomingMessage, ServerResponse } from 'node:http';
import { protocolHeader } from '#server/forwarded.ts';

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What every answer bears, whoever makes it: a page's own policy replaces the one that allows nothing. */
const ALWAYS: Record<string, string> = {
  'content-security-policy': `${NOTHING}; sandbox`,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  // A resident's position is asked for by the report's own page, and nothing else of the device by anybody.
  'permissions-policy':
    'geolocation=(self), camera=(), microphone=(), payment=(), usb=(), serial=(), display-capture=()',
  // Not `no-referrer`: with it a browser sends its forms with the origin `null`.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Two years, as browsers' own lists ask for. */
const HSTS = 'max-age=63072000; includeSubDomains';

/** The project's own files, the same for everybody; those under a name that holds their hash say more themselves. */
const PUBLIC_FILE = /^\/(?:_app|basemap)\/|^\/[\w-]+\.(?:svg|css)$/;

/** Scripts that run as workers: a browser starts none whose answer says `sandbox` (CSP 3, 6.3.2). They still may load nothing. */
const WORKER = /^\/_app\/immutable\/workers\//;

/**
 * Before anything answers: nothing is kept anywhere, but for the project's own files, which are asked for again each time
 * by their tag. After `markClient`, which says whether the line is encrypted.
 */
export function setHeaders({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
  if (WORKER.test(url)) response.setHeader('content-security-policy', NOTHING);
  response.setHeader('cache-control', PUBLIC_FILE.test(url) ? 'no-cache' : 'no-store');
  if (headers[protocolHeader] === 'https') response.setHeader('strict-transport-security', HSTS);
}
