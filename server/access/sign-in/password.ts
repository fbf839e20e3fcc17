import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse } from '#domain/refusal.ts';
import { isKnown } from '#server/access/cookie.ts';
import {
  beginAttempt,
  clearFailures,
  countFailure,
  FAILURES,
  forgiveAttempt,
  LOCK_MINUTES,
  lockOf,
} from '#server/access/sign-in/failure.ts';
import { answered, read, told, withBody } from '#server/access/sign-in/message.ts';
import type { Visit } from '#server/access/sign-in/visit.ts';
import { userTable } from '#server/access/table.ts';

const PASSWORD = v.strictObject({
  username: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
});

export async function byPassword(visit: Visit): Promise<Response> {
  const given = await read(visit.request, PASSWORD);
  if (!given) return told(refuse('bad-input', { field: 'username, password' }));
  const { db } = visit.options;
  const keys = keysOf(visit, given.username);
  const addressLocked = await lockOf(db, keys.addresses);
  if (addressLocked > 0) return told(refuse('sign-in-locked', { minutes: addressLocked }));
  const attempt = await beginAttempt(db, keys.account);
  if (attempt.lockedMinutes > 0) return told(refuse('sign-in-locked', { minutes: attempt.lockedMinutes }));
  const response = await visit.ask(withBody(visit.request, given));
  // What nobody looked at was no failure.
  if (response.status === 429 || response.status >= 500) {
    await forgiveAttempt(db, keys.account);
    const seconds = Number(response.headers.get('x-retry-after') ?? 10);
    return told(response.status === 429 ? refuse('too-many', { seconds }) : refuse('busy'));
  }
  if (!response.ok) {
    const failures = Math.max(attempt.failures, await countFailure(db, keys.addresses));
    return failed(visit, given.username, failures);
  }
  await clearFailures(db, keys.account);
  const body = (await response.clone().json()) as { twoFactorRedirect?: boolean };
  if (body.twoFactorRedirect) return answered(response, { secondFactor: true });
  return visit.signedIn(response, 'password', { mark: keys.mark });
}

/** A browser that this account has signed in with before is not counted by its address: a district has one for all. */
function keysOf(visit: Visit, username: string): { account: string; addresses: string[]; mark: string } {
  const { request, address, options } = visit;
  const mark = visit.markOf(username);
  const counted = address !== null && !isKnown(request.headers, options.cookies, mark);
  return {
    account: options.sealer.hash(`sign-in account ${username}`),
    addresses: counted ? [options.sealer.hash(`sign-in address ${address}`)] : [],
    mark,
  };
}

async function failed(visit: Visit, username: string, failures: number): Promise<Response> {
  const subject = await accountOf(visit, username);
  const details = { step: 'password', failures };
  await visit.note('nobody', 'sign-in.failed', subject, details);
  if (failures < FAILURES) return told(refuse('sign-in-wrong', { left: FAILURES - failures }));
  await visit.note('nobody', 'sign-in.locked', subject, { ...details, minutes: LOCK_MINUTES });
  return told(refuse('sign-in-locked', { minutes: LOCK_MINUTES }));
}

async function accountOf(visit: Visit, username: string): Promise<string | undefined> {
  const [row] = await visit.options.db
    .select({ id: userTable.id })
    .from(userTable)
    .where(eq(userTable.username, username));
  return row?.id;
}
