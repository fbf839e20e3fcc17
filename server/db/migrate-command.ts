import pg from 'pg';
import { readConfig } from '#server/config.ts';
import { migrate } from '#server/db/migrate.ts';

/** `npm run db:migrate`: brings the database of DATABASE_URL up to date without starting anything. */
const { databaseUrl } = readConfig([]);
if (databaseUrl === null) {
  console.error('请先设置 DATABASE_URL。Set DATABASE_URL first.');
  process.exit(2);
}
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
try {
  await migrate(pool);
  console.log('数据库结构已是最新 the schema is up to date');
} finally {
  await pool.end();
}
