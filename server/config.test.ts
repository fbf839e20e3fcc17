import { describe, expect, test } from 'vitest';
import { addressesOf } from '#server/addresses.ts';
import { readConfig } from '#server/config.ts';
import { allowedOrigins, openLines } from '#server/origins.ts';

const secret = 'x'.repeat(32);

describe('the configuration', () => {
  test('without any setting is the demonstration on this machine only', () => {
    const config = readConfig([], {});
    expect(config).toMatchObject({
      port: 5100,
      host: '127.0.0.1',
      databaseUrl: null,
      demo: true,
      speed: 1,
      day: null,
      dev: false,
      logLevel: 'info',
      trustedProxies: [],
      proxyDepth: null,
      metricsToken: null,
      metricsPort: null,
      auditSink: null,
      auditKeyFile: null,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('lets an argument go before the environment', () => {
    const env = { PORT: '7000', HOST: '0.0.0.0' };
    expect(readConfig(['--port', '7001'], env)).toMatchObject({ port: 7001, host: '0.0.0.0' });
  });

  test('invents nothing where a database was given', () => {
    const env = { DATABASE_URL: 'postgres://a:b@db.example/faling', FALING_SECRET: secret };
    expect(readConfig([], env)).toMatchObject({ demo: false, databaseUrl: env.DATABASE_URL });
  });

  test('reads a folder as seen from where the command was given', () => {
    expect(readConfig(['--data', 'other'], { INIT_CWD: '/srv' }).dataDir).toBe('/srv/other');
  });

  test.each([
    [['--port', '65536'], {}, '--port'],
    [['--port', 'http'], {}, '--port'],
    [['--processes', '0'], {}, '--processes'],
    [['--processes', '9'], {}, '--processes'],
    [['--dev', '--processes', '2'], {}, '--processes'],
    [['--speed', '0'], {}, '--speed'],
    [['--speed', '601'], {}, '--speed'],
    [['--day', '2021-02-30'], {}, '--day'],
    [['--day', 'today'], {}, '--day'],
    [['--colour'], {}, '--colour'],
    [['--port'], {}, '--port'],
    [['stray'], {}, 'stray'],
    [[], { DATABASE_URL: 'mysql://db/x' }, 'DATABASE_URL'],
    [[], { FALING_SECRET: 'short' }, 'FALING_SECRET'],
    [[], { FALING_ORIGINS: 'faling.example' }, 'FALING_ORIGINS'],
    [[], { FALING_ORIGINS: 'https://faling.example/path' }, 'FALING_ORIGINS'],
    [[], { FALING_TRUSTED_PROXIES: 'proxy' }, 'FALING_TRUSTED_PROXIES'],
    [[], { FALING_PROXY_DEPTH: '0' }, 'FALING_PROXY_DEPTH'],
    [[], { FALING_PROXY_DEPTH: 'deep' }, 'FALING_PROXY_DEPTH'],
    [[], { LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [[], { BETTER_AUTH_SECRETS: '1:of another program' }, 'BETTER_AUTH_SECRETS'],
    [[], { FALING_AUDIT_SINK: 'anchors.jsonl' }, 'FALING_AUDIT_SINK'],
    [[], { FALING_AUDIT_SINK: 'file://host/anchors' }, 'FALING_AUDIT_SINK'],
    [[], { FALING_AUDIT_SINK: 'ftp://host/anchors' }, 'FALING_AUDIT_SINK'],
    [[], { FALING_AUDIT_SINK: 'syslog:anchors' }, 'FALING_AUDIT_SINK'],
    [[], { FALING_AUDIT_KEY_FILE: '/not/there' }, 'FALING_AUDIT_KEY_FILE'],
  ])('refuses %j %j and names %s, with exit code 2', (argv, env, name) => {
    expect(() => readConfig(argv, env)).toThrow(
      expect.objectContaining({ code: 'bad-option', exitCode: 2, message: expect.stringContaining(name) }),
    );
  });
});

describe('the origins that browsers may come from', () => {
  test('are the names of this machine at the port that is listened on', () => {
    expect(allowedOrigins(readConfig([], {}), 5100)).toEqual([
      'http://localhost:5100',
      'http://127.0.0.1:5100',
    ]);
    expect(allowedOrigins(readConfig(['--host', '::1'], {}), 80)).toContain('http://[::1]');
  });

  test('are its addresses too where it listens on all of them, as they are printed at the start', () => {
    const origins = allowedOrigins(readConfig(['--host', '0.0.0.0'], {}), 5100);
    for (const address of addressesOf('0.0.0.0', 5100)) expect(origins).toContain(new URL(address).origin);
    expect(origins).not.toContain('http://0.0.0.0:5100');
  });

  test('are written as browsers write them: without the port that goes without saying', () => {
    expect(allowedOrigins(readConfig([], {}), 80)).toContain('http://localhost');
  });

  test('of other machines that are not encrypted are found', () => {
    const origins =
      'http://faling.example.cn,https://faling.example.cn,http://localhost:5100,http://127.0.0.1';
    expect(openLines(readConfig([], { FALING_ORIGINS: origins }))).toEqual(['http://faling.example.cn']);
  });

  test('are those that were given, and no others', () => {
    const config = readConfig([], { FALING_ORIGINS: 'https://a.example, https://b.example' });
    expect(allowedOrigins(config, 5100)).toEqual(['https://a.example', 'https://b.example']);
  });
});
