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
    discoveryUrl: `${bare(issuer)}/.well-known/openid-configuration`,
    scopes: ['openid', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    disableSignUp: true,
    disableImplicitSignUp: true,
    accountSubject: ({ tokens }) => subjectIn(tokens.idToken, issuer),
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

const bare = (issuer: string): string => issuer.replace(/\/$/, '');

/**
 * The subject of an identity token that better-auth has verified. It believes whatever issuer the document at our address names, and
 * goes on without a token where none came; here both are the end of it.
 * @throws where there is no token, or one of another issuer than was configured
 */
function subjectIn(idToken: string | undefined, issuer: string): string {
  const body = Buffer.from(idToken?.split('.')[1] ?? '', 'base64url').toString() || '{}';
  const { iss, sub } = JSON.parse(body) as { iss?: string; sub?: string };
  if (!sub || bare(String(iss)) !== bare(issuer)) throw new Error('no identity token of this issuer');
  return sub;
}
