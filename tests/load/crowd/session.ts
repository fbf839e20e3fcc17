import { createHmac } from 'node:crypto';
import type { Person } from '#domain/person/person.ts';
import { sessionTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

const tokenOf = (username: string): string => `crowd-${username}`;

/**
 * Signs these people in without their passwords: two hundred of them would spend half a minute on scrypt alone, and
 * sign-in is not what is loaded here. The rows and cookies are those that better-auth makes itself.
 */
export async function signInAll(db: Database, people: readonly Person[]): Promise<void> {
  const expiresAt = new Date(Date.now() + 12 * 3_600_000);
  const rows = people.map(({ id, username }) => {
    return { id: `session-${username}`, token: tokenOf(username), userId: id, expiresAt };
  });
  await db.insert(sessionTable).values(rows).onConflictDoNothing();
}

/** The cookie of somebody who was signed in so (better-auth signs the token with HMAC-SHA-256). */
export function cookieOf(username: string, secret: string): string {
  const token = tokenOf(username);
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
