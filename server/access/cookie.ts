import type { CookieNames } from '#server/edge/cookies.ts';

const KNOWN_S = 180 * 86_400;
const KNOWN_ACCOUNTS = 5;

export function cookieOf(headers: Headers, name: string): string | undefined {
  const parts = (headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
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
