import pg from 'pg';
import { DATABASE_ROLES } from '#server/db/scope.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/**
 * Proves that whoever connects can take on the roles of the application, and that under them the policies of rows hold:
 * none of them owns a table, is a superuser, or passes by policies.
 * @throws StartRefusal
 */
export async function checkRoles(connectionString: string): Promise<void> {
  for (const role of Object.values(DATABASE_ROLES)) {
    const client = new pg.Client({ connectionString, options: `-c role=${role}` });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query<{ free: boolean }>(`
        select rolsuper or rolbypassrls or exists (
          select from pg_class where relowner = pg_roles.oid and relkind in ('r', 'p')
        ) as free from pg_roles where rolname = current_user`);
      if (rows[0]?.free !== false) throw unbound(role);
    } catch (error) {
      throw (error as { code?: string }).code === '42501' ? notMember(role) : error;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Where the migrations may not make the roles, somebody who may has to: once for a cluster. */
export function rolesMissing(): StartRefusal {
  const names = Object.values(DATABASE_ROLES).join(', ');
  return new StartRefusal(
    'database-roles',
    `数据库账号无权创建角色 ${names}；结构未作改动；请由数据库管理员按 docs/operations.md“Roles of the database”创建后重新启动。`,
    `The database's user may not create the roles ${names}; the schema was not changed; have the database's administrator make them as in docs/operations.md, "Roles of the database", and start again.`,
  );
}

const notMember = (role: string): StartRefusal =>
  new StartRefusal(
    'database-roles',
    `数据库账号不属于角色 ${role}；数据未受影响；请由数据库管理员执行 GRANT ${role} TO 该账号，再重新启动。`,
    `The database's user is no member of the role ${role}; the data was kept; have the database's administrator run GRANT ${role} TO that user, and start again.`,
  );

const unbound = (role: string): StartRefusal =>
  new StartRefusal(
    'database-roles',
    `角色 ${role} 不受行级权限约束（超级用户、BYPASSRLS 或拥有数据表）；未启动；请收回这些权限后重新启动。`,
    `The role ${role} is not bound by row-level security (a superuser, BYPASSRLS, or the owner of tables); nothing was started; take that from it and start again.`,
  );
