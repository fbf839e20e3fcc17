import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CookieNames } from '#server/edge/cookies.ts';

const KNOWN_S = 180 * 86_400;
const KNOWN_ACCOUNTS = 5;

export function cookieOf(headers: Headers, name: string): string | undefined {
  const parts = (headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The value of a cookie that better-auth signed: `value.signature`, HMAC-SHA-256 in base64; undefined where the signature is not ours. */
export function signedValueIn(headers: Headers, name: string, secret: string): string | undefined {
  const signed = decoded(cookieOf(headers, name) ?? '');
  const end = signed.lastIndexOf('.');
  if (end < 1) return undefined;
  const value = signed.slice(0, end);
  const wanted = Buffer.from(createHmac('sha256', secret).update(value).digest('base64'));
  const given = Buffer.from(signed.slice(end + 1));
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? value : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

export const isKnown = (headers: Headers, { known }: CookieNames, mark: string): boolean =>
  (cookieOf(headers, known) ?? '').split('.').includes(mark);

/** The cookie of a browser that one more account has signed in with. */
export function knownCookie(headers: Headers, { known, secure }: CookieNames, mark: string): string {
  const others = (cookieOf(headers, known) ?? '').split('.').filter((one) => one !== '' && one !== mark);
  const marks = [mark, ...others].slice(0, KNOWN_ACCOUNTS).join('.');
  const attributes = `Max-Age=${KNOWN_S}; Path=/; HttpOnly; SameSite=Lax`;
  return `${known}=${marks}; ${attributes}${secure ? '; Secure' : ''}`;
}
