import type { Cookies } from '@sveltejs/kit';

/** Hands on the cookies that the sign-in route has set; their values are encoded already. */
export function handOn(response: Response, cookies: Cookies): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const value = (name: string): string | undefined =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const has = (name: string): boolean => attributes.some((one) => one.toLowerCase() === name);
    const maxAge = value('max-age');
    cookies.set(pair.slice(0, at), pair.slice(at + 1), {
      path: value('path') ?? '/',
      httpOnly: has('httponly'),
      secure: has('secure'),
      sameSite: sameSiteOf(value('samesite')),
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
      encode: (raw) => raw,
    });
  }
}

const sameSiteOf = (word: string | undefined): 'strict' | 'lax' | 'none' => {
  const lower = word?.toLowerCase();
  return lower === 'strict' || lower === 'none' ? lower : 'lax';
};
