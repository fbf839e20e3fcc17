import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse } from '#domain/refusal.ts';
import { beginAttempt, clearFailures, FAILURES } from '#server/access/sign-in/failure.ts';
import { answered, read, told, withBody } from '#server/access/sign-in/message.ts';
import type { Visit } from '#server/access/sign-in/visit.ts';
import { secondFactorTable, userTable } from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';

const OWN_PASSWORD = v.strictObject({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });

/** The address that better-auth wants of every account; an authenticator shows the username alone. */
const INVENTED = /%40(staff|demo)\.invalid/;

/** Begins to enable a second factor; answers with the secret, as an address for an authenticator. */
export const enableFactor = (visit: Visit): Promise<Response> =>
  withPassword(visit, async (response) => {
    const enrolment = (await response.clone().json()) as { totpURI: string; backupCodes: string[] };
    return answered(response, { ...enrolment, totpURI: enrolment.totpURI.replace(INVENTED, '') });
  });

export async function disableFactor(visit: Visit): Promise<Response> {
  const session = await visit.session();
  if (session && (await mustKeepFactor(visit.options.db, session.userId)))
    return told(refuse('second-factor-required'));
  return withPassword(visit, async (response, userId) => {
    await visit.note(userId, 'second-factor.disable', userId);
    return answered(response, { done: true });
  });
}

/** What needs the password once more. */
async function withPassword(
  visit: Visit,
  then: (response: Response, userId: string) => Promise<Response>,
): Promise<Response> {
  const given = await read(visit.request, OWN_PASSWORD);
  const session = await visit.session();
  if (!session) return told(refuse('not-signed-in'));
  if (!given) return told(refuse('bad-input', { field: 'password' }));
  const { db, sealer } = visit.options;
  const key = sealer.hash(`password ${session.userId}`);
  const attempt = await beginAttempt(db, key);
  if (attempt.lockedMinutes > 0) return told(refuse('sign-in-locked', { minutes: attempt.lockedMinutes }));
  const response = await visit.ask(withBody(visit.request, given));
  if (!response.ok) {
    await visit.note(session.userId, 'sign-in.failed', session.userId, { step: 'own-password' });
    return told(refuse('password-wrong', { left: Math.max(0, FAILURES - attempt.failures) }));
  }
  await clearFailures(db, key);
  return then(response, session.userId);
}

async function mustKeepFactor(db: Database, userId: string): Promise<boolean> {
  const [row] = await db
    .select({ required: secondFactorTable.required })
    .from(secondFactorTable)
    .innerJoin(userTable, eq(userTable.role, secondFactorTable.role))
    .where(eq(userTable.id, userId));
  return row?.required ?? false;
}
