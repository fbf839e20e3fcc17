import { createHmac } from 'node:crypto';
import type { Person } from '#domain/person/person.ts';
import { tokenHashOf } from '#server/access/hashed-session.ts';
import { Sealer } from '#server/access/seal.ts';
import { sessionTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

const tokenOf = (username: string): string => `crowd-${username}`;

/**
 * Signs these people in without their passwords: two hundred of them would spend half a minute on scrypt alone, and
 * sign-in is not what is loaded here. The rows and cookies are those that better-auth makes itself.
 */
export async function signInAll(db: Database, secret: string, people: readonly Person[]): Promise<void> {
  const sealer = new Sealer(secret);
  const expiresAt = new Date(Date.now() + 12 * 3_600_000);
  // Who only looks for longer than fifteen minutes is no console that was left: these never go idle.
  const lastActiveAt = expiresAt;
  const rows = people.map(({ id, username }) => {
    const token = tokenHashOf(sealer, tokenOf(username));
    return { id: `session-${username}`, token, userId: id, expiresAt, lastActiveAt };
  });
  await db.insert(sessionTable).values(rows).onConflictDoNothing();
}

/** The cookie of somebody who was signed in so (better-auth signs the token with HMAC-SHA-256). */
export function cookieOf(username: string, secret: string): string {
  const token = tokenOf(username);
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
