import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';

/**
 * The secret that signs sessions. The embedded demonstration makes its own once and keeps it beside its data;
 * with a database of one's own it has to be given, because several processes share it and it must outlive
 * each of their disks.
 */
export function readSecret(config: Config): string {
  if (config.secret) return config.secret;
  if (config.secretFile) return checked(readFileSync(config.secretFile, 'utf8').trim());
  if (config.databaseUrl) throw missing();
  const kept = join(config.dataDir, 'secret');
  if (!existsSync(kept)) writeFileSync(kept, randomBytes(32).toString('hex'), { mode: 0o600 });
  return checked(readFileSync(kept, 'utf8').trim());
}

function checked(secret: string): string {
  if (secret.length >= 32) return secret;
  throw new StartRefusal(
    'secret-too-short',
    '密钥文件内容不足 32 个字符；未作任何改动；可用 openssl rand -hex 32 生成。',
    'The file of the secret holds fewer than 32 characters; nothing was changed; make one with: openssl rand -hex 32.',
    2,
  );
}

function missing(): StartRefusal {
  return new StartRefusal(
    'secret-missing',
    '使用 DATABASE_URL 时必须设置 FALING_SECRET 或 FALING_SECRET_FILE；未作任何改动；可用 openssl rand -hex 32 生成。',
    'With DATABASE_URL, FALING_SECRET or FALING_SECRET_FILE must be set; nothing was changed; make one with: openssl rand -hex 32.',
    2,
  );
}
