import { eq } from 'drizzle-orm';
import { refuse } from '#domain/refusal.ts';
import type { Auth, AuthOptions } from '#server/access/auth.ts';
import { knownCookie } from '#server/access/cookie.ts';
import { answered, told } from '#server/access/sign-in/message.ts';
import { sessionTable, userTable } from '#server/access/table.ts';
import { note, type AuditAct, type AuditDetails } from '#server/audit/entry.ts';

/** What somebody was signed in by at last. */
export type Step = 'password' | 'totp' | 'recovery-code' | 'identity-provider';

/** One request at the entrance, and what every way in does with it. */
export class Visit {
  readonly request: Request;
  readonly options: AuthOptions;
  readonly #auth: Auth;

  constructor(request: Request, auth: Auth, options: AuthOptions) {
    this.request = request;
    this.#auth = auth;
    this.options = options;
  }

  get address(): string | null {
    return this.request.headers.get(this.options.addressHeader);
  }

  /** What better-auth says to this request, or to one in its place. */
  ask(request: Request = this.request): Promise<Response> {
    return this.#auth.handler(request);
  }

  /** The session that this browser has, or that these headers carry. */
  async session(
    headers: Headers = this.request.headers,
  ): Promise<{ id: string; userId: string } | undefined> {
    const found = await this.#auth.api.getSession({ headers, query: { disableRefresh: true } });
    return found?.session;
  }

  async note(
    actor: string,
    act: AuditAct,
    subject: string | undefined,
    details: AuditDetails = {},
  ): Promise<void> {
    const entry = { actor, act, details: { ...details, address: this.address } };
    await note(this.options.db, subject === undefined ? entry : { ...entry, subject });
  }

  /** Ends the session that this browser had, remembers the browser, and notes it. */
  async signedIn(
    response: Response,
    step: Step,
    { mark, plain = true }: { mark?: string; plain?: boolean } = {},
  ): Promise<Response> {
    const before = await this.session();
    const fresh = await this.session(cookiesOf(response));
    if (!fresh) return told(refuse('busy'));
    if (before) await this.endSession(before.id);
    await this.note(fresh.userId, 'sign-in', fresh.id, { step });
    const answer = plain ? answered(response, { signedIn: true }) : new Response(response.body, response);
    const known = mark ?? (await this.#markBehind(fresh.userId));
    if (known) {
      answer.headers.append('set-cookie', knownCookie(this.request.headers, this.options.cookies, known));
    }
    return answer;
  }

  async endSession(id: string): Promise<void> {
    await this.options.db.delete(sessionTable).where(eq(sessionTable.id, id));
  }

  async #markBehind(userId: string): Promise<string | undefined> {
    const [row] = await this.options.db
      .select({ name: userTable.username })
      .from(userTable)
      .where(eq(userTable.id, userId));
    return row?.name ? this.markOf(row.name) : undefined;
  }

  /** By which a browser is known that this account has signed in with. */
  markOf(username: string): string {
    return this.options.sealer.hash(`known browser ${username}`);
  }
}

/** What an answer sets, as the browser will send it. */
export const cookiesOf = (response: Response): Headers =>
  new Headers({
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; '),
  });
