import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { LOCK_MINUTES } from '#server/access/sign-in/failure.ts';
import { answered, read, told, withBody } from '#server/access/sign-in/message.ts';
import { cookiesOf, type Visit } from '#server/access/sign-in/visit.ts';
import { addShared } from '#server/quota/joint-count.ts';

const CODE = v.strictObject({ code: v.pipe(v.string(), v.trim(), v.minLength(6), v.maxLength(32)) });
/** A code of 30 s is taken from the one before to the one after it. */
const VALID_S = 90;

/** At a sign-in, or where a second factor is enabled: the session behind the request tells them apart. */
export async function byCode(visit: Visit, kind: 'totp' | 'recovery-code'): Promise<Response> {
  const given = await read(visit.request, CODE);
  if (!given) return told(refuse('bad-input', { field: 'code' }));
  const before = await visit.session();
  const response = await visit.ask(withBody(visit.request, given));
  if (!response.ok) {
    await visit.note(before?.userId ?? 'nobody', 'sign-in.failed', undefined, { step: kind });
    return told(await reasonOf(response));
  }
  const session = before ?? (await visit.session(cookiesOf(response)));
  if (!session) return told(refuse('busy'));
  if (kind === 'totp' && (await countUse(visit, session.userId, given.code)) > 1) {
    if (!before) await visit.endSession(session.id);
    await visit.note('nobody', 'sign-in.failed', session.userId, { step: kind, used: true });
    return told(refuse('code-used'));
  }
  if (!before) return visit.signedIn(response, kind);
  await visit.note(before.userId, 'second-factor.enable', before.userId);
  return answered(response, { secondFactor: true });
}

/** How often a code was taken while it was good, in all processes together. */
async function countUse({ options }: Visit, userId: string, code: string): Promise<number> {
  const key = options.sealer.hash(`code ${userId} ${code}`);
  return (await addShared(options.db, key, 1, VALID_S)).times;
}

/** 429: too many at once from anywhere, which is said with its seconds, or too many wrong codes for this account. */
async function reasonOf(response: Response): Promise<Refusal> {
  const body = (await response.json().catch(() => ({}))) as { code?: string };
  const seconds = response.headers.get('x-retry-after');
  if (response.status === 429 && seconds !== null) return refuse('too-many', { seconds: Number(seconds) });
  if (response.status === 429) return refuse('sign-in-locked', { minutes: LOCK_MINUTES });
  const isWrong = body.code === 'INVALID_CODE' || body.code === 'INVALID_BACKUP_CODE';
  return refuse(isWrong ? 'code-wrong' : 'code-anew');
}
