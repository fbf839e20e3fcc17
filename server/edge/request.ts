import { refuse, type Refusal } from '#domain/refusal.ts';

/** Longer addresses than any screen asks for; Node's own bound is that of all headers together, 16 KB. */
const MAX_ADDRESS = 4_096;

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const JSON_TYPE = /^application\/json\s*(;|$)/i;
const FORM_TYPE = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i;

/**
 * What is refused before anybody is asked who it is: an address that is too long, and what was not sent by a page of this
 * installation. Programs without a browser send neither `Origin` nor `Sec-Fetch-Site`, and browsers let no page forge them.
 */
export function refuseRequest(request: Request, url: URL, origins: readonly string[]): Refusal | undefined {
  if (url.pathname.length + url.search.length > MAX_ADDRESS) return refuse('address-too-long');
  // Open311 acts by a key that the sender has to know, and by no cookie: there is nothing to forge.
  if (url.pathname.startsWith('/open311/')) return undefined;
  const site = request.headers.get('sec-fetch-site');
  const elsewhere = site !== null && site !== 'same-origin' && site !== 'none';
  if (READS.has(request.method)) {
    const navigates = request.headers.get('sec-fetch-mode') === 'navigate';
    return elsewhere && !navigates ? refuse('origin-refused') : undefined;
  }
  const origin = request.headers.get('origin');
  if (elsewhere || (origin !== null && !origins.includes(origin))) return refuse('origin-refused');
  return refuseType(request, url.pathname.startsWith('/api/') ? JSON_TYPE : FORM_TYPE);
}

/** A form of another page can be sent as text that happens to be JSON: only what says that it is JSON is read as such. */
function refuseType({ headers, body }: Request, wanted: RegExp): Refusal | undefined {
  const type = headers.get('content-type');
  if (type === null && body === null) return undefined;
  return wanted.test(type ?? '') ? undefined : refuse('content-type');
}
