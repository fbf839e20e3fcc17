import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import { eq } from 'drizzle-orm';
import { userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

/** A district's own identity provider (OpenID Connect), as the operator has set it. */
export interface IdentityProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What stands on the button, e.g. 坪山区统一身份认证. */
  name: string;
  /** The claim that holds the username of an account here. */
  claim: string;
}

/** The one id under which better-auth knows it: its callback is /api/auth/callback/district. */
export const PROVIDER = 'district';

/**
 * Existing accounts only. The claim leads to an account the first time; from then on the provider's subject does, so that
 * a username that is given to another human there opens nothing here. Code flow with PKCE, state and nonce; the identity
 * token is verified against the issuer's keys.
 */
export function providerOf(
  db: Database,
  { issuer, clientId, clientSecret, name, claim }: IdentityProvider,
): GenericOAuthConfig {
  return {
    ...{ providerId: PROVIDER, name, clientId, clientSecret },
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    scopes: ['openid', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    mapProfileToUser: async (profile) => {
      const username = String((profile as Record<string, unknown>)[claim] ?? '').toLowerCase();
      const [row] = await db
        .select({ email: userTable.email, name: userTable.name })
        .from(userTable)
        .where(eq(userTable.username, username));
      // better-auth links by address; whoever has no account gets one that nobody has.
      return row ? { ...row, emailVerified: true } : { email: 'nobody@unknown.invalid', name: 'nobody' };
    },
  };
}
