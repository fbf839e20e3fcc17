import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Person } from '#domain/person/person.ts';
import type { Viewer } from '#server/access/actor.ts';
import { openAuth, type AuthOptions } from '#server/access/auth.ts';
import { cookieOf, signedValueIn } from '#server/access/cookie.ts';
import { tokenHashOf } from '#server/access/hashed-session.ts';
import { SignIn } from '#server/access/sign-in/routes.ts';
import { noteAct, standingBehind, standingsOf, type Standing } from '#server/access/standing.ts';
import { deviceTable, partnerTable } from '#server/access/table.ts';

/** Who is behind a request or a socket. Sessions are opaque and looked up each time: a revoked one is gone at once. */
export class Access {
  readonly #options: AuthOptions;
  readonly #signIn: SignIn;

  constructor(options: AuthOptions) {
    this.#options = options;
    this.#signIn = new SignIn(openAuth(options), options);
  }

  /** The name of the district's own identity provider, where there is one. */
  get identityProvider(): string | null {
    return this.#options.identityProvider?.name ?? null;
  }

  /** Signing in and out: everything below /api/auth. */
  handle(request: Request): Promise<Response> {
    return this.#signIn.handle(request);
  }

  /** @param acts whether this request is an act of its person, and so puts off the end of an idle session */
  async viewerOf(headers: Headers, acts = false): Promise<Viewer | undefined> {
    const key = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
    if (key !== undefined) return this.#partnerOf(key);
    const standing = await this.#standingOf(headers);
    if (standing === 'ended') return undefined;
    if (standing) {
      if (acts && standing.quiet) await noteAct(this.#options.db, standing.viewer.sessionId);
      return standing.viewer;
    }
    const token = cookieOf(headers, this.#options.cookies.device);
    return token === undefined ? undefined : this.#deviceOf(token);
  }

  /**
   * Asked before every request and every command, so it is one question to the database and not the four of better-auth's own
   * `getSession` and ours after it (decision 0034).
   */
  async #standingOf(headers: Headers): Promise<Standing | 'ended' | undefined> {
    const { db, sealer, secret, cookies } = this.#options;
    const token = signedValueIn(headers, `${cookies.sessionPrefix}.session_token`, secret);
    return token === undefined ? undefined : standingBehind(db, tokenHashOf(sealer, token));
  }

  async #deviceOf(token: string): Promise<Viewer | undefined> {
    const { db, sealer } = this.#options;
    const [row] = await db
      .select({
        id: deviceTable.id,
        areaCode: deviceTable.areaCode,
        unseen: olderThanAMinute(deviceTable.lastSeenAt),
      })
      .from(deviceTable)
      .where(and(eq(deviceTable.tokenHash, sealer.hash(token)), isNull(deviceTable.revokedAt)));
    if (!row) return undefined;
    const { id, areaCode, unseen } = row;
    if (unseen)
      await db
        .update(deviceTable)
        .set({ lastSeenAt: sql`now()` })
        .where(eq(deviceTable.id, id));
    return { kind: 'device', id, areaCode };
  }

  async #partnerOf(key: string): Promise<Viewer | undefined> {
    const { db, sealer } = this.#options;
    const [row] = await db
      .select()
      .from(partnerTable)
      .where(
        and(
          eq(partnerTable.keyHash, sealer.hash(key)),
          isNull(partnerTable.revokedAt),
          or(isNull(partnerTable.expiresAt), gt(partnerTable.expiresAt, sql`now()`)),
        ),
      );
    if (!row) return undefined;
    const { id, scopes, areas } = row;
    await db
      .update(partnerTable)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(partnerTable.id, id), olderThanAMinute(partnerTable.lastUsedAt)));
    return { kind: 'partner', id, scopes, areas };
  }

  /** Which of these viewers is by now somebody with other rights, or nobody: the session gone or idle, the device revoked. */
  async changed(viewers: readonly Viewer[]): Promise<Map<Viewer, Viewer | undefined>> {
    const people = viewers.filter((viewer) => viewer.kind === 'person');
    const devices = viewers.filter((viewer) => viewer.kind === 'device');
    const [standings, alive] = await Promise.all([
      standingsOf(this.#options.db, [...new Set(people.map((viewer) => viewer.sessionId))]),
      this.#aliveDevices(devices.map((viewer) => viewer.id)),
    ]);
    const changed = new Map<Viewer, Viewer | undefined>();
    for (const viewer of people) {
      const now = standings.get(viewer.sessionId)?.viewer;
      const person = now?.kind === 'person' ? now : undefined;
      if (!person || rightsKey(person) !== rightsKey(viewer)) changed.set(viewer, person);
    }
    for (const viewer of devices) if (!alive.has(viewer.id)) changed.set(viewer, undefined);
    return changed;
  }

  async #aliveDevices(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#options.db
      .select({ id: deviceTable.id })
      .from(deviceTable)
      .where(and(inArray(deviceTable.id, [...ids]), isNull(deviceTable.revokedAt)));
    return new Set(rows.map((row) => row.id));
  }
}

const olderThanAMinute = (column: typeof deviceTable.lastSeenAt | typeof partnerTable.lastUsedAt) =>
  sql<boolean>`${column} is null or ${column} < now() - interval '1 minute'`;

/** Everything about a person that decides what may be seen and done. */
function rightsKey({ person, acting = [] }: { person: Person; acting?: readonly Person[] }): string {
  const ofOne = ({ id, role, areas, departmentId, deputyOf }: Person): string =>
    [id, role, departmentId ?? '', deputyOf ?? '', ...[...areas].sort()].join(' ');
  return [person, ...acting].map(ofOne).join(';');
}
