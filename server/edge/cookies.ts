import type { BetterAuthOptions } from 'better-auth';

/** What our cookies are called. Of `__Host-` browsers see to it that it was set here, over an encrypted line, for this host only. */
export interface CookieNames {
  secure: boolean;
  /** What the names of better-auth's cookies begin with. */
  sessionPrefix: string;
  /** The wall's token. */
  device: string;
  /** Keyed hashes of the accounts that have signed in with this browser before. */
  known: string;
}

/** @param secure whether every origin of the installation is https; without that a browser would not take the names */
export const cookieNames = (secure: boolean): CookieNames => ({
  secure,
  sessionPrefix: secure ? '__Host-better-auth' : 'better-auth',
  device: secure ? '__Host-faling_device' : 'faling_device',
  known: secure ? '__Host-faling_known' : 'faling_known',
});

/** The same for better-auth, which would otherwise go by NODE_ENV and put `__Secure-` before the names. */
export const cookieOptions = ({ secure, sessionPrefix }: CookieNames) =>
  ({
    useSecureCookies: false,
    cookiePrefix: sessionPrefix,
    defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
  }) satisfies BetterAuthOptions['advanced'];
