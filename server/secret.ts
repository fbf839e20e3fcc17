import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';
import { isGuessable } from '#server/secret-strength.ts';

/**
 * The secret that signs sessions and wraps the keys of the personal data. The embedded demonstration makes its own once and
 * keeps it beside its data; with a database of one's own it has to be given, because several processes share it and it must
 * outlive each of their disks, and it may be no default, no example and nothing that can be guessed.
 * @throws StartRefusal
 */
export function readSecret(config: Config): string {
  if (config.databaseUrl) return readOwn(config);
  if (config.secret) return config.secret;
  const kept = join(config.dataDir, 'secret');
  if (!existsSync(kept)) writeFileSync(kept, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(kept, 'utf8').trim();
}

function readOwn({ secret, databaseUrl, metricsToken }: Config): string {
  if (!secret) throw missing();
  if (isGuessable(secret)) throw guessable('FALING_SECRET');
  if (metricsToken && isGuessable(metricsToken, 64)) throw guessable('FALING_METRICS_TOKEN');
  if (databaseUrl && hasDefaultPassword(new URL(databaseUrl))) throw guessable('DATABASE_URL');
  return secret;
}

const DEFAULTS = new Set(['postgres', 'postgresql', 'password', 'faling', 'admin', 'root', 'secret', 'test']);

/** On another machine; on this one a database may be there for a developer alone. */
function hasDefaultPassword({ hostname, password, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? hostname;
  const here = host === '' || host.startsWith('/') || /^(localhost|127\..*|\[::1\])$/.test(host);
  const plain = decodeURIComponent(password).toLowerCase();
  return !here && plain !== '' && (DEFAULTS.has(plain) || /^(\d{1,8}|change.?me.*)$/.test(plain));
}

function missing(): StartRefusal {
  return new StartRefusal(
    'secret-missing',
    '使用 DATABASE_URL 时必须设置 FALING_SECRET 或 FALING_SECRET_FILE；未作任何改动；可用 openssl rand -hex 32 生成。',
    'With DATABASE_URL, FALING_SECRET or FALING_SECRET_FILE must be set; nothing was changed; make one with: openssl rand -hex 32.',
    2,
  );
}

const guessable = (name: string): StartRefusal =>
  new StartRefusal(
    'secret-guessable',
    `${name} 里的密钥或密码是默认值、示例值，或容易猜到；未作任何改动；请用 openssl rand -hex 32 另行生成。`,
    `The secret in ${name} is a default, an example or easily guessed; nothing was changed; make another with: openssl rand -hex 32.`,
    2,
  );
