import pg from 'pg';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

const oldestVersion = 150_000;

/**
 * Proves that the server behind DATABASE_URL can be used, before anything is changed in it.
 * The sentences name the server and never the password.
 * @throws StartRefusal
 */
export async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
    );
    const unfit = unfitness(url, Number(rows[0]!.version), rows[0]!.encoding);
    if (unfit) throw unfit;
  } catch (error) {
    throw error instanceof StartRefusal ? error : refusalFor(url, error as NodeJS.ErrnoException);
  } finally {
    await client.end().catch(() => {});
  }
}

/** @param version `server_version_num`, for example 150004 */
export function unfitness(url: string, version: number, encoding: string): StartRefusal | null {
  if (version < oldestVersion) return tooOld(url, Math.floor(version / 10_000));
  return encoding === 'UTF8' ? null : notUtf8(url, encoding);
}

/** `host:port/database` of a URL, without user and password. */
function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? host}${pathname}`;
}

/** @see https://www.postgresql.org/docs/current/errcodes-appendix.html */
function refusalFor(url: string, error: NodeJS.ErrnoException): StartRefusal {
  const at = placeOf(url);
  switch (error.code) {
    case '28P01':
    case '28000':
      return new StartRefusal(
        'database-password',
        `数据库 ${at} 拒绝了 DATABASE_URL 中的用户名或密码；未作任何改动；请改正后重新启动。`,
        `The database ${at} refused the user or password in DATABASE_URL; nothing was changed; correct it and start again.`,
      );
    case '3D000':
      return new StartRefusal(
        'database-missing',
        `DATABASE_URL 指定的数据库 ${at} 不存在；未作任何改动；请先创建它（createdb --encoding=UTF8）。`,
        `The database ${at} named in DATABASE_URL does not exist; nothing was changed; make it first (createdb --encoding=UTF8).`,
      );
    default:
      return new StartRefusal(
        'database-unreachable',
        `无法连接 DATABASE_URL 指定的数据库 ${at}（${error.code ?? error.message}）；未作任何改动；请确认它已启动且可以访问。`,
        `The database ${at} named in DATABASE_URL cannot be reached (${error.code ?? error.message}); nothing was changed; see that it runs and can be reached.`,
      );
  }
}

function tooOld(url: string, major: number): StartRefusal {
  return new StartRefusal(
    'database-too-old',
    `数据库 ${placeOf(url)} 是 Postgres ${major}，需要 15 或更高版本；未作任何改动；请升级后重新启动。`,
    `The database ${placeOf(url)} is Postgres ${major} and 15 or later is needed; nothing was changed; upgrade it and start again.`,
  );
}

function notUtf8(url: string, encoding: string): StartRefusal {
  return new StartRefusal(
    'database-encoding',
    `数据库 ${placeOf(url)} 的编码是 ${encoding}，需要 UTF8；未作任何改动；请另建 UTF8 编码的数据库。`,
    `The database ${placeOf(url)} is encoded in ${encoding} and UTF8 is needed; nothing was changed; make one with UTF8.`,
  );
}
