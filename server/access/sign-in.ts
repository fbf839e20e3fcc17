import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Auth, AuthOptions } from '#server/access/auth.ts';
import { answered, read, told, withBody } from '#server/access/auth-message.ts';
import { isKnown, knownCookie } from '#server/access/cookie.ts';
import { PROVIDER } from '#server/access/identity-provider.ts';
import {
  beginAttempt,
  clearFailures,
  countFailure,
  FAILURES,
  forgiveAttempt,
  LOCK_MINUTES,
  lockOf,
} from '#server/access/sign-in-failure.ts';
import { addShared } from '#server/quota/joint-count.ts';
import { secondFactorTable, sessionTable, userTable } from '#server/access/table.ts';
import { note, type AuditAct, type AuditDetails } from '#server/audit/entry.ts';

const PASSWORD = v.strictObject({
  username: v.pipe(v.string(), v.trim(), v.toLowerCase(), v.minLength(1), v.maxLength(64)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
});
const CODE = v.strictObject({ code: v.pipe(v.string(), v.trim(), v.minLength(6), v.maxLength(32)) });
const OWN_PASSWORD = v.strictObject({ password: v.pipe(v.string(), v.minLength(1), v.maxLength(128)) });
const BACK = v.strictObject({
  to: v.optional(v.pipe(v.string(), v.regex(/^\/(?![/\\])/), v.maxLength(500)), '/sign-in'),
});

/** The address that better-auth wants of every account; an authenticator shows the username alone. */
const INVENTED = /%40(staff|demo)\.invalid/;

/** A code of 30 s is taken from the one before to the one after it. */
const CODE_VALID_S = 90;

/** What somebody was signed in by at last. */
type Step = 'password' | 'totp' | 'recovery-code' | 'identity-provider';

type Route = (request: Request) => Promise<Response>;

/**
 * The routes below /api/auth, and no others of better-auth's: each takes what its schema lets through, counts failures
 * before it looks at a secret, and is noted. An answer holds no token; that is in the cookie alone.
 */
export class SignIn {
  readonly #auth: Auth;
  readonly #options: AuthOptions;
  readonly #routes: Record<string, Route>;

  constructor(auth: Auth, options: AuthOptions) {
    this.#auth = auth;
    this.#options = options;
    this.#routes = {
      'POST /sign-in/username': (request) => this.#byPassword(request),
      'POST /two-factor/verify-totp': (request) => this.#byCode(request, 'totp'),
      'POST /two-factor/verify-backup-code': (request) => this.#byCode(request, 'recovery-code'),
      'POST /two-factor/enable': (request) => this.#withPassword(request),
      'POST /two-factor/disable': (request) => this.#withPassword(request, 'second-factor.disable'),
      'POST /sign-out': (request) => this.#signOut(request),
      ...(options.identityProvider && {
        'POST /sign-in/social': (request: Request) => this.#toProvider(request),
        [`GET /callback/${PROVIDER}`]: (request: Request) => this.#fromProvider(request),
      }),
    };
  }

  async handle(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '');
    const route = this.#routes[`${request.method} ${path}`];
    return route ? route(request) : told(refuse('no-such-address'));
  }

  async #byPassword(request: Request): Promise<Response> {
    const given = await read(request, PASSWORD);
    if (!given) return told(refuse('bad-input', { field: 'username, password' }));
    const { db } = this.#options;
    const keys = this.#keysOf(request, given.username);
    const addressLocked = await lockOf(db, keys.addresses);
    if (addressLocked > 0) return told(refuse('sign-in-locked', { minutes: addressLocked }));
    const attempt = await beginAttempt(db, keys.account);
    if (attempt.lockedMinutes > 0) return told(refuse('sign-in-locked', { minutes: attempt.lockedMinutes }));
    const response = await this.#auth.handler(withBody(request, given));
    // What nobody looked at was no failure.
    if (response.status === 429 || response.status >= 500) {
      await forgiveAttempt(db, keys.account);
      const seconds = Number(response.headers.get('x-retry-after') ?? 10);
      return told(response.status === 429 ? refuse('too-many', { seconds }) : refuse('busy'));
    }
    if (!response.ok) {
      const failures = Math.max(attempt.failures, await countFailure(db, keys.addresses));
      return this.#failed(request, given.username, failures);
    }
    await clearFailures(db, keys.account);
    const body = (await response.clone().json()) as { twoFactorRedirect?: boolean };
    if (body.twoFactorRedirect) return answered(response, { secondFactor: true });
    return this.#signedIn(request, response, 'password', { mark: keys.mark });
  }

  /** A browser that this account has signed in with before is not counted by its address: a district has one for all. */
  #keysOf(request: Request, username: string): { account: string; addresses: string[]; mark: string } {
    const { sealer } = this.#options;
    const address = this.#addressOf(request);
    const mark = sealer.hash(`known browser ${username}`);
    const counted = address !== null && !isKnown(request.headers, this.#options.cookies, mark);
    return {
      account: sealer.hash(`sign-in account ${username}`),
      addresses: counted ? [sealer.hash(`sign-in address ${address}`)] : [],
      mark,
    };
  }

  async #failed(request: Request, username: string, failures: number): Promise<Response> {
    const subject = await this.#accountOf(username);
    const details = { step: 'password', failures };
    await this.#note(request, 'nobody', 'sign-in.failed', subject, details);
    if (failures < FAILURES) return told(refuse('sign-in-wrong', { left: FAILURES - failures }));
    await this.#note(request, 'nobody', 'sign-in.locked', subject, { ...details, minutes: LOCK_MINUTES });
    return told(refuse('sign-in-locked', { minutes: LOCK_MINUTES }));
  }

  /** At a sign-in, or where a second factor is enabled: the session behind the request tells them apart. */
  async #byCode(request: Request, kind: 'totp' | 'recovery-code'): Promise<Response> {
    const given = await read(request, CODE);
    if (!given) return told(refuse('bad-input', { field: 'code' }));
    const before = await this.#sessionOf(request.headers);
    const response = await this.#auth.handler(withBody(request, given));
    if (!response.ok) {
      const body = (await response.json().catch(() => ({}))) as { code?: string };
      await this.#note(request, before?.userId ?? 'nobody', 'sign-in.failed', undefined, { step: kind });
      if (response.status === 429) return told(tooMany(response));
      return told(
        refuse(
          body.code === 'INVALID_CODE' || body.code === 'INVALID_BACKUP_CODE' ? 'code-wrong' : 'code-anew',
        ),
      );
    }
    const session = before ?? (await this.#sessionOf(cookiesOf(response)));
    if (!session) return told(refuse('busy'));
    const isUsed = kind === 'totp' && (await this.#countCode(session.userId, given.code)) > 1;
    if (before && !isUsed) {
      await this.#note(request, before.userId, 'second-factor.enable', before.userId, {});
      return answered(response, { secondFactor: true });
    }
    if (!isUsed) return this.#signedIn(request, response, kind);
    if (!before) await this.#options.db.delete(sessionTable).where(eq(sessionTable.id, session.id));
    await this.#note(request, 'nobody', 'sign-in.failed', session.userId, { step: kind, used: true });
    return told(refuse('code-used'));
  }

  /** How often a code was taken while it was good, in all processes together. */
  async #countCode(userId: string, code: string): Promise<number> {
    const { db, sealer } = this.#options;
    return (await addShared(db, sealer.hash(`code ${userId} ${code}`), 1, CODE_VALID_S)).times;
  }

  /** What needs the password once more. Enabling answers with the secret, as an address for an authenticator. */
  async #withPassword(request: Request, act?: AuditAct): Promise<Response> {
    const given = await read(request, OWN_PASSWORD);
    const session = await this.#sessionOf(request.headers);
    if (!session) return told(refuse('not-signed-in'));
    if (!given) return told(refuse('bad-input', { field: 'password' }));
    const { db, sealer } = this.#options;
    if (act && (await this.#mustKeepFactor(session.userId))) return told(refuse('second-factor-required'));
    const key = sealer.hash(`password ${session.userId}`);
    const attempt = await beginAttempt(db, key);
    if (attempt.lockedMinutes > 0) return told(refuse('sign-in-locked', { minutes: attempt.lockedMinutes }));
    const response = await this.#auth.handler(withBody(request, given));
    if (!response.ok) {
      await this.#note(request, session.userId, 'sign-in.failed', session.userId, { step: 'own-password' });
      return told(refuse('password-wrong', { left: Math.max(0, FAILURES - attempt.failures) }));
    }
    await clearFailures(db, key);
    if (act) await this.#note(request, session.userId, act, session.userId, {});
    if (act) return answered(response, { done: true });
    const enrolment = (await response.clone().json()) as { totpURI: string; backupCodes: string[] };
    return answered(response, { ...enrolment, totpURI: enrolment.totpURI.replace(INVENTED, '') });
  }

  async #mustKeepFactor(userId: string): Promise<boolean> {
    const [row] = await this.#options.db
      .select({ required: secondFactorTable.required })
      .from(secondFactorTable)
      .innerJoin(userTable, eq(userTable.role, secondFactorTable.role))
      .where(eq(userTable.id, userId));
    return row?.required ?? false;
  }

  async #signOut(request: Request): Promise<Response> {
    const session = await this.#sessionOf(request.headers);
    const response = await this.#auth.handler(withBody(request, {}));
    if (session) await this.#note(request, session.userId, 'sign-out', session.id, {});
    return response;
  }

  async #toProvider(request: Request): Promise<Response> {
    const given = await read(request, BACK);
    if (!given) return told(refuse('bad-input', { field: 'to' }));
    const body = {
      provider: PROVIDER,
      callbackURL: given.to,
      errorCallbackURL: '/sign-in',
      disableRedirect: true,
    };
    const response = await this.#auth.handler(withBody(request, body));
    return response.ok ? response : told(refuse('busy'));
  }

  async #fromProvider(request: Request): Promise<Response> {
    const response = await this.#auth.handler(request);
    const signedIn = response.headers.getSetCookie().some((line) => /session_token=[^;]/.test(line));
    if (signedIn) return this.#signedIn(request, response, 'identity-provider', { plain: false });
    await this.#note(request, 'nobody', 'sign-in.failed', undefined, { step: 'identity-provider' });
    return response;
  }

  /** Ends the session that this browser had, remembers the browser, and notes it. */
  async #signedIn(
    request: Request,
    response: Response,
    step: Step,
    { mark, plain = true }: { mark?: string; plain?: boolean } = {},
  ): Promise<Response> {
    const before = await this.#sessionOf(request.headers);
    const fresh = await this.#sessionOf(cookiesOf(response));
    if (!fresh) return told(refuse('busy'));
    const { db } = this.#options;
    if (before) await db.delete(sessionTable).where(eq(sessionTable.id, before.id));
    await this.#note(request, fresh.userId, 'sign-in', fresh.id, { step });
    const answer = plain ? answered(response, { signedIn: true }) : new Response(response.body, response);
    const known = mark ?? (await this.#markOf(fresh.userId));
    if (known) {
      answer.headers.append('set-cookie', knownCookie(request.headers, this.#options.cookies, known));
    }
    return answer;
  }

  async #markOf(userId: string): Promise<string | undefined> {
    const { db, sealer } = this.#options;
    const [row] = await db
      .select({ name: userTable.username })
      .from(userTable)
      .where(eq(userTable.id, userId));
    return row?.name ? sealer.hash(`known browser ${row.name}`) : undefined;
  }

  async #sessionOf(headers: Headers): Promise<{ id: string; userId: string } | undefined> {
    const found = await this.#auth.api.getSession({ headers, query: { disableRefresh: true } });
    return found?.session;
  }

  async #accountOf(username: string): Promise<string | undefined> {
    const [row] = await this.#options.db
      .select({ id: userTable.id })
      .from(userTable)
      .where(eq(userTable.username, username));
    return row?.id;
  }

  #addressOf(request: Request): string | null {
    return request.headers.get(this.#options.addressHeader);
  }

  async #note(
    request: Request,
    actor: string,
    act: AuditAct,
    subject: string | undefined,
    details: AuditDetails,
  ): Promise<void> {
    const entry = { actor, act, details: { ...details, address: this.#addressOf(request) } };
    await note(this.#options.db, subject === undefined ? entry : { ...entry, subject });
  }
}

/** As the browser will send them. */
const cookiesOf = (response: Response): Headers =>
  new Headers({
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  });

/** Of attempts at once from anywhere, which is said with its seconds, or of wrong codes for this account. */
const tooMany = (response: Response): Refusal => {
  const seconds = response.headers.get('x-retry-after');
  return seconds === null
    ? refuse('sign-in-locked', { minutes: LOCK_MINUTES })
    : refuse('too-many', { seconds: Number(seconds) });
};
