import { APIError, betterAuth, type BetterAuthOptions } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { username } from 'better-auth/plugins/username';
import { and, eq, isNotNull } from 'drizzle-orm';
import { SESSION_HOURS } from '#domain/person/session.ts';
import { authLog } from '#server/access/auth-log.ts';
import { hashedSessions, tokenHashOf } from '#server/access/hashed-session.ts';
import { PROVIDER, providerOf, type IdentityProvider } from '#server/access/identity-provider.ts';
import type { Sealer } from '#server/access/seal.ts';
import { FAILURES, LOCK_MINUTES } from '#server/access/sign-in/failure.ts';
import {
  accountTable,
  sessionTable,
  twoFactorTable,
  userTable,
  verificationTable,
} from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';
import { cookieOptions, type CookieNames } from '#server/edge/cookies.ts';
import { authRate } from '#server/quota/sign-in.ts';
import type { Turnstile } from '#server/quota/turnstile.ts';

export interface AuthOptions {
  db: Database;
  secret: string;
  sealer: Sealer;
  /** Exact origins that may send a form or JSON here. */
  origins: () => readonly string[];
  /** The header that main.ts fills with the client's address, so that sign-in limits count by client. */
  addressHeader: string;
  cookies: CookieNames;
  turnstile: Turnstile;
  onFault: (fault: unknown) => void;
  /** The district's own, or null. */
  identityProvider: IdentityProvider | null;
}

/**
 * What better-auth believes: an hour more than a session lasts, because it compares with the process's own clock. The
 * database decides (standing.ts).
 */
const EXPIRES_S = (SESSION_HOURS + 1) * 3600;

const schema = {
  user: userTable,
  session: sessionTable,
  account: accountTable,
  verification: verificationTable,
  twoFactor: twoFactorTable,
};

/** better-auth as this house uses it; which of its routes are reachable, sign-in.ts says. */
export function openAuth(asked: AuthOptions) {
  const { db, secret, sealer, origins, addressHeader, identityProvider, cookies, turnstile } = asked;
  const stored = drizzleAdapter(db, { provider: 'pg', schema });
  return betterAuth({
    appName: 'Faling',
    secret,
    basePath: '/api/auth',
    trustedOrigins: () => [...origins()],
    database: (options: BetterAuthOptions) =>
      hashedSessions(stored(options), (token) => tokenHashOf(sealer, token)),
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: {
      ...{ expiresIn: EXPIRES_S, updateAge: EXPIRES_S, disableSessionRefresh: true },
      additionalFields: { via: { type: 'string', input: false, required: false } },
    },
    verification: { storeIdentifier: 'hashed' },
    account: {
      encryptOAuthTokens: true,
      accountLinking: { enabled: true, trustedProviders: [PROVIDER] },
    },
    rateLimit: authRate(turnstile),
    advanced: { ...cookieOptions(cookies), ipAddress: { ipAddressHeaders: [addressHeader] } },
    // Written by whoever makes the account, never by a request.
    user: { additionalFields: { role: { type: 'string', input: false, required: true } } },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId, ...session }, context) => {
            if (await isDisabled(db, userId)) throw new APIError('UNAUTHORIZED', { code: 'DISABLED' });
            const via = context?.path.startsWith('/callback/') ? 'oidc' : (session['via'] ?? 'password');
            return { data: { ...session, userId, via } };
          },
        },
      },
    },
    telemetry: { enabled: false },
    logger: authLog(asked.onFault),
    plugins: [
      username({ usernameValidator: (name) => /^[a-z0-9.-]+$/.test(name) }),
      twoFactor({
        issuer: 'Faling',
        accountLockout: { maxFailedAttempts: FAILURES, durationSeconds: LOCK_MINUTES * 60 },
      }),
      ...(identityProvider ? [genericOAuth({ config: [providerOf(db, identityProvider)] })] : []),
    ],
    onAPIError: { errorURL: '/sign-in' },
  });
}
export type Auth = ReturnType<typeof openAuth>;

/** Answered like a wrong password, and not before the password was looked at. */
const isDisabled = async (db: Database, userId: string): Promise<boolean> =>
  (await db.$count(userTable, and(eq(userTable.id, userId), isNotNull(userTable.disabledAt)))) > 0;
