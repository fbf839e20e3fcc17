import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from '#server/config.ts';
import { isGuessable } from '#server/secret-strength.ts';
import { readSecret } from '#server/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'faling-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

const good = randomBytes(32).toString('hex');
const database = 'postgres://faling:8f1c2b7d9e@db.example.cn/faling';
const fileOf = (name: string, text: string, mode = 0o600): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
};
const secretOf = (env: Record<string, string>): string => readSecret(readConfig([], env));

describe('a secret', () => {
  test('made by chance is taken, however it is written', () => {
    for (let times = 0; times < 200; times += 1) {
      for (const coding of ['hex', 'base64', 'base64url'] as const) {
        expect(isGuessable(randomBytes(24).toString(coding))).toBe(false);
      }
    }
  });

  test.each([
    'a'.repeat(40),
    'changeme'.repeat(5),
    'change-me-change-me-change-me-change',
    'please_replace_me_with_32_random_chars',
    'your-secret-key-of-32-characters-xx',
    'abcdefghijklmnopqrstuvwxyz012345',
    '01234567890123456789012345678901',
    'example-secret-for-the-documentation',
    'MySuperPassword2021MySuperPassword!',
    'abababababababababababababababab',
    '$(openssl rand -hex 32)-aB3dE5gH7j',
    'faling-2021faling-2021faling-2021',
  ])('such as %s is refused where there is a database, and where there is none nobody asks', (secret) => {
    const env = { DATABASE_URL: database, FALING_SECRET: secret };
    expect(() => secretOf(env)).toThrow(
      expect.objectContaining({
        code: 'secret-guessable',
        exitCode: 2,
        message: expect.stringContaining('FALING_SECRET'),
      }),
    );
    expect(() => secretOf(env)).not.toThrow(
      expect.objectContaining({ message: expect.stringContaining(secret) }),
    );
    expect(secretOf({ FALING_SECRET: secret })).toBe(secret);
  });

  test('is asked for where there is a database', () => {
    expect(() => secretOf({ DATABASE_URL: database })).toThrow(
      expect.objectContaining({ code: 'secret-missing' }),
    );
  });

  test.each([
    [{ FALING_METRICS_TOKEN: 'changeme-changeme-changeme' }, 'FALING_METRICS_TOKEN'],
    [{ DATABASE_URL: 'postgres://faling:postgres@db.example.cn/faling' }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://faling:123456@10.0.0.7/faling' }, 'DATABASE_URL'],
  ])('of another kind is held to the same: %j', (env, name) => {
    expect(() => secretOf({ DATABASE_URL: database, FALING_SECRET: good, ...env })).toThrow(
      expect.objectContaining({ code: 'secret-guessable', message: expect.stringContaining(name) }),
    );
  });

  test('of a database on this machine is its developer’s own', () => {
    for (const url of ['postgres://postgres:postgres@localhost/x', 'postgres:///x?host=/run/postgresql'])
      expect(secretOf({ DATABASE_URL: url, FALING_SECRET: good })).toBe(good);
  });
});

describe('a file', () => {
  test('may hold every secret, and a line break after it', () => {
    const config = readConfig([], {
      DATABASE_URL_FILE: fileOf('url', `${database}\n`),
      FALING_SECRET_FILE: fileOf('secret', `${good}\n`),
      FALING_METRICS_TOKEN_FILE: fileOf('token', `${good}\n`),
    });
    expect(config).toMatchObject({ databaseUrl: database, metricsToken: good, demo: false, openFiles: [] });
    expect(readSecret(config)).toBe(good);
  });

  test.skipIf(process.platform === 'win32')('that others may read is named', () => {
    const file = fileOf('open', good, 0o644);
    expect(readConfig([], { FALING_SECRET_FILE: file }).openFiles).toEqual([file]);
  });

  test.each(['DATABASE_URL', 'FALING_SECRET', 'FALING_METRICS_TOKEN'])(
    'of %s that is not there, or stands beside the value, is refused',
    (name) => {
      const refused = expect.objectContaining({
        code: 'bad-option',
        exitCode: 2,
        message: expect.stringContaining(`${name}_FILE`),
      });
      expect(() => readConfig([], { [`${name}_FILE`]: join(folder, 'not-there') })).toThrow(refused);
      const both = { [name]: database, [`${name}_FILE`]: fileOf('both', database) };
      expect(() => readConfig([], both)).toThrow(refused);
    },
  );
});
