import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins/username';
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Person } from '#domain/person/person.ts';
import type { Viewer } from '#server/access/actor.ts';
import { authLog } from '#server/access/auth-log.ts';
import type { Sealer } from '#server/access/seal.ts';
import {
  accountTable,
  deviceTable,
  sessionTable,
  userTable,
  verificationTable,
} from '#server/access/table.ts';
import type { Database } from '#server/db/pool.ts';
import { cookieOptions, type CookieNames } from '#server/edge/cookies.ts';
import { authRate } from '#server/quota/sign-in.ts';
import type { Turnstile } from '#server/quota/turnstile.ts';

export interface AuthOptions {
  db: Database;
  secret: string;
  sealer: Sealer;
  /** Exact origins that may send a form or JSON here. */
  origins: () => readonly string[];
  /** The header that main.ts fills with the client's address, so that sign-in limits count by client. */
  addressHeader: string;
  cookies: CookieNames;
  turnstile: Turnstile;
  onFault: (fault: unknown) => void;
}

const SESSION_S = 12 * 3600;

/** Sign-in, and who is behind a request. Sessions are opaque and looked up each time: a revoked one is gone at once. */
export class Access {
  readonly #db: Database;
  readonly #sealer: Sealer;
  readonly #deviceCookie: string;
  readonly #auth;

  constructor(options: AuthOptions) {
    this.#db = options.db;
    this.#sealer = options.sealer;
    this.#deviceCookie = options.cookies.device;
    this.#auth = betterAuth({
      appName: 'Faling',
      secret: options.secret,
      basePath: '/api/auth',
      trustedOrigins: () => [...options.origins()],
      database: drizzleAdapter(options.db, {
        provider: 'pg',
        schema: {
          user: userTable,
          session: sessionTable,
          account: accountTable,
          verification: verificationTable,
        },
      }),
      emailAndPassword: { enabled: true, disableSignUp: true },
      session: { expiresIn: SESSION_S, updateAge: SESSION_S },
      rateLimit: authRate(options.turnstile),
      advanced: {
        ...cookieOptions(options.cookies),
        ipAddress: { ipAddressHeaders: [options.addressHeader] },
      },
      // Written by whoever makes the account, never by a request.
      user: { additionalFields: { role: { type: 'string', input: false, required: true } } },
      telemetry: { enabled: false },
      logger: authLog(options.onFault),
      plugins: [username({ usernameValidator: (name) => /^[a-z0-9.-]+$/.test(name) })],
    });
  }

  /** better-auth's own routes below /api/auth. */
  handle(request: Request): Promise<Response> {
    return this.#auth.handler(request);
  }

  async viewerOf(headers: Headers): Promise<Viewer | undefined> {
    const found = await this.#auth.api.getSession({ headers });
    if (found) {
      const person = await findPerson(this.#db, found.user.id);
      return person && { kind: 'person', person, sessionId: found.session.id };
    }
    const token = cookieOf(headers, this.#deviceCookie);
    return token === undefined ? undefined : this.#deviceOf(token);
  }

  async #deviceOf(token: string): Promise<Viewer | undefined> {
    const [row] = await this.#db
      .select({ id: deviceTable.id, areaCode: deviceTable.areaCode })
      .from(deviceTable)
      .where(and(eq(deviceTable.tokenHash, this.#sealer.hash(token)), isNull(deviceTable.revokedAt)));
    return row && { kind: 'device', ...row };
  }

  /** Which of these viewers may look no longer: session gone, rights changed, device revoked. */
  async revoked(viewers: readonly Viewer[]): Promise<Viewer[]> {
    const people = viewers.filter((viewer) => viewer.kind === 'person');
    const devices = viewers.filter((viewer) => viewer.kind === 'device');
    const [sessions, alive] = await Promise.all([
      this.#rightsBySession(people.map((viewer) => viewer.sessionId)),
      this.#aliveDevices(devices.map((viewer) => viewer.id)),
    ]);
    return [
      ...people.filter((viewer) => sessions.get(viewer.sessionId) !== rightsKey(viewer.person)),
      ...devices.filter((viewer) => !alive.has(viewer.id)),
    ];
  }

  async #rightsBySession(ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db
      .select({ session: sessionTable.id, user: userTable })
      .from(sessionTable)
      .innerJoin(userTable, eq(userTable.id, sessionTable.userId))
      .where(and(inArray(sessionTable.id, [...ids]), gt(sessionTable.expiresAt, sql`now()`)));
    return new Map(rows.map((row) => [row.session, rightsKey(row.user)]));
  }

  async #aliveDevices(ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#db
      .select({ id: deviceTable.id })
      .from(deviceTable)
      .where(and(inArray(deviceTable.id, [...ids]), isNull(deviceTable.revokedAt)));
    return new Set(rows.map((row) => row.id));
  }
}

type Rights = Pick<Person, 'role' | 'areas' | 'departmentId'>;
const rightsKey = ({ role, areas, departmentId }: Rights): string =>
  [role, departmentId ?? '', ...[...areas].sort()].join(' ');

export async function findPerson(db: Database, id: string): Promise<Person | undefined> {
  const [row] = await db.select().from(userTable).where(eq(userTable.id, id));
  if (!row) return undefined;
  const { name, role, areas, departmentId, force, deputyOf } = row;
  return { id, name, role, areas, departmentId, force, deputyOf, username: row.username ?? id };
}

function cookieOf(headers: Headers, name: string): string | undefined {
  const parts = (headers.get('cookie') ?? '').split(';').map((part) => part.trim());
  return parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
}
