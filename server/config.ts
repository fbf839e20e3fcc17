import { existsSync } from 'node:fs';
import * as v from 'valibot';
import type { TileSource } from '#domain/area/tiles.ts';
import { tilesOf, tilesSchema } from '#server/area/tiles.ts';
import { MOST_PROCESSES } from '#server/connections.ts';
import { readOptions } from '#server/launch/options.mjs';
import type { IdentityProvider } from '#server/access/identity-provider.ts';
import { StartRefusal } from '#server/launch/start-refusal.mjs';
import { readSecretSetting } from '#server/setting.ts';

/** How this process was asked to run. The only reader of the environment and of the arguments. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Null: the embedded Postgres of `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** How many identical processes answer on the one port. */
  readonly processes: number;
  /** The demonstration city and the day simulator. */
  readonly demo: boolean;
  /** How many times as fast as the clock on the wall the simulator runs. */
  readonly speed: number;
  /** A day of the past that the simulator plays, `YYYY-MM-DD`; null: the present one. */
  readonly day: string | null;
  /** Vite in middleware mode instead of build/. */
  readonly dev: boolean;
  /** Null: kept in `dataDir` (see secret.ts). */
  readonly secret: string | null;
  /** Files of secrets that other users of this machine may read: said at the start, and no more. */
  readonly openFiles: readonly string[];
  /** The origins that browsers may come from; empty: those of the address listened on (see origins.ts). */
  readonly origins: readonly string[];
  readonly logLevel: v.InferOutput<typeof logLevel>;
  /** Addresses whose `x-forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** How many proxies stand in a row before this process, where that is fixed; null: as far as they are trusted. */
  readonly proxyDepth: number | null;
  /** What a program elsewhere has to bring to read `/metrics`; null: only programs on this machine may. */
  readonly metricsToken: string | null;
  /** Where each process also answers `/metrics` by itself: the first free port from here on. Null: nowhere else. */
  readonly metricsPort: number | null;
  /** Where the signed heads of the audit chains go (server/audit/sink.ts); null: nowhere outside. */
  readonly auditSink: string | null;
  /** The private key that signs them; null: one that follows from the secret. */
  readonly auditKeyFile: string | null;
  /** The district's own identity provider; null: only passwords. */
  readonly identityProvider: IdentityProvider | null;
  /** A base map of pictures under the built-in one's borders and names; null: the built-in one alone. */
  readonly tiles: TileSource | null;
}

const logLevel = v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']);
const digits = v.pipe(v.string(), v.digits(), v.transform(Number), v.integer());
const list = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
);
const origin = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text) && new URL(text).origin === text && text.startsWith('http')),
);

const file = v.pipe(
  v.string(),
  v.check((path) => existsSync(path)),
);
/** A file by its whole path, a syslog server by its name or address, or an address that takes a POST. */
const sink = v.pipe(
  v.string(),
  v.check((address) => {
    if (!URL.canParse(address)) return false;
    const { protocol, host, pathname } = new URL(address);
    if (protocol === 'file:') return host === '' && pathname.length > 1;
    return ['syslog:', 'http:', 'https:'].includes(protocol) && host !== '';
  }),
);

const schema = v.object({
  port: v.optional(v.pipe(digits, v.maxValue(65_535)), '5100'),
  host: v.optional(v.pipe(v.string(), v.nonEmpty()), '127.0.0.1'),
  databaseUrl: v.nullable(
    v.pipe(
      v.string(),
      v.regex(/^postgres(ql)?:\/\//),
      v.check((url) => URL.canParse(url)),
    ),
  ),
  data: v.string(),
  processes: v.optional(v.pipe(digits, v.minValue(1), v.maxValue(MOST_PROCESSES)), '1'),
  noDemo: v.optional(v.boolean(), false),
  speed: v.optional(v.pipe(digits, v.minValue(1), v.maxValue(600)), '1'),
  day: v.nullable(v.pipe(v.string(), v.isoDate(), v.check(isRealDay))),
  dev: v.optional(v.boolean(), false),
  secret: v.nullable(v.pipe(v.string(), v.minLength(32))),
  origins: v.pipe(list, v.array(origin)),
  logLevel,
  trustedProxies: v.pipe(list, v.array(v.union([v.pipe(v.string(), v.ip())]))),
  proxyDepth: v.nullable(v.pipe(digits, v.minValue(1), v.maxValue(8))),
  metricsToken: v.nullable(v.pipe(v.string(), v.minLength(24))),
  metricsPort: v.nullable(v.pipe(digits, v.minValue(1), v.maxValue(65_000))),
  auditSink: v.nullable(sink),
  auditKeyFile: v.nullable(file),
  identityProvider: v.nullable(
    v.object({
      issuer: v.pipe(v.string(), v.url()),
      clientId: v.pipe(v.string(), v.nonEmpty()),
      clientSecret: v.pipe(v.string(), v.nonEmpty()),
      name: v.optional(v.string(), '统一身份认证'),
      claim: v.optional(v.string(), 'preferred_username'),
    }),
  ),
  tiles: v.nullable(tilesSchema),
});

/** What each field is called outside, and what it may be. */
const named: Record<string, [name: string, zh: string, en: string]> = {
  port: ['--port / PORT', '应为 0 到 65535 的整数', 'must be a whole number from 0 to 65535'],
  host: ['--host / HOST', '应为地址', 'must be an address'],
  databaseUrl: ['DATABASE_URL', '应以 postgres:// 开头', 'must begin with postgres://'],
  processes: [
    '--processes',
    `应为 1 到 ${MOST_PROCESSES} 的整数，且不能与 --dev 同用`,
    `must be a whole number from 1 to ${MOST_PROCESSES}, and goes with no --dev`,
  ],
  speed: ['--speed', '应为 1 到 600 的整数', 'must be a whole number from 1 to 600'],
  day: ['--day', '应为日期，如 2021-07-23', 'must be a date like 2021-07-23'],
  secret: ['FALING_SECRET', '至少 32 个字符', 'must have at least 32 characters'],
  origins: [
    'FALING_ORIGINS',
    '应为 https://example.cn 形式，逗号分隔',
    'must be like https://example.cn, separated by commas',
  ],
  logLevel: [
    'LOG_LEVEL',
    `应为 ${logLevel.options.join(' ')} 之一`,
    `must be one of ${logLevel.options.join(' ')}`,
  ],
  trustedProxies: [
    'FALING_TRUSTED_PROXIES',
    '应为 IP 地址，逗号分隔',
    'must be IP addresses, separated by commas',
  ],
  proxyDepth: ['FALING_PROXY_DEPTH', '应为 1 到 8 的整数', 'must be a whole number from 1 to 8'],
  foreignSecrets: ['BETTER_AUTH_SECRETS', '不得设置', 'must not be set'],
  metricsToken: ['FALING_METRICS_TOKEN', '至少 24 个字符', 'must have at least 24 characters'],
  identityProvider: [
    'FALING_OIDC_ISSUER',
    '应为网址，并同时设置 FALING_OIDC_CLIENT_ID 和 FALING_OIDC_CLIENT_SECRET（或 _FILE）',
    'must be an address, and comes with FALING_OIDC_CLIENT_ID and FALING_OIDC_CLIENT_SECRET (or _FILE)',
  ],
  metricsPort: ['FALING_METRICS_PORT', '应为 1 到 65000 的整数', 'must be a whole number from 1 to 65000'],
  auditSink: [
    'FALING_AUDIT_SINK',
    '应为 file:///路径、syslog://主机:端口 或 http(s)://…',
    'must be file:///path, syslog://host:port or http(s)://…',
  ],
  auditKeyFile: ['FALING_AUDIT_KEY_FILE', '应为已存在的文件', 'must be an existing file'],
  tiles: [
    'FALING_TILES',
    '应为 tianditu（并设置 FALING_TILES_KEY）、amap 或含 {z} {x} {y} 的 http(s) 网址（并设置 FALING_TILES_ATTRIBUTION；FALING_TILES_DATUM 为 wgs84 或 gcj02）',
    'must be tianditu (with FALING_TILES_KEY), amap, or an http(s) address with {z} {x} {y} (with FALING_TILES_ATTRIBUTION; FALING_TILES_DATUM is wgs84 or gcj02)',
  ],
};

/** What may be given as `NAME`, or as the file that `NAME_FILE` names. */
const SECRETS = [
  'DATABASE_URL',
  'FALING_SECRET',
  'FALING_METRICS_TOKEN',
  'FALING_OIDC_CLIENT_SECRET',
] as const;

/** @throws StartRefusal with exit code 2 for a value that is not understood */
export function readConfig(argv = process.argv.slice(2), env: NodeJS.ProcessEnv = process.env): Config {
  const asked = readOptions(argv, env);
  const secrets = SECRETS.map((name) => readSecretSetting(env, name));
  const [databaseUrl, secret, metricsToken, clientSecret] = secrets.map(({ value }) => value);
  const wrong = secrets.find(({ fault }) => fault !== null)?.fault;
  if (wrong) throw badFile(wrong);
  const parsed = v.safeParse(schema, {
    ...asked,
    noDemo: asked['no-demo'],
    day: asked.day ?? null,
    ...{ databaseUrl, secret, metricsToken },
    origins: env.FALING_ORIGINS ?? '',
    logLevel: env.LOG_LEVEL || 'info',
    trustedProxies: env.FALING_TRUSTED_PROXIES ?? '',
    proxyDepth: env.FALING_PROXY_DEPTH || null,
    metricsPort: env.FALING_METRICS_PORT || null,
    auditSink: env.FALING_AUDIT_SINK || null,
    auditKeyFile: env.FALING_AUDIT_KEY_FILE || null,
    identityProvider: identityProviderOf(env, clientSecret),
    tiles: tilesOf(env),
  });
  if (!parsed.success) throw badSetting(String(parsed.issues[0].path?.[0]?.key));
  // The library behind the sign-in would take it instead of the secret that it is given, and nobody could stay signed in.
  if (env.BETTER_AUTH_SECRETS) throw badSetting('foreignSecrets');
  const { data, noDemo, ...rest } = parsed.output;
  // Each would watch the sources by itself, and tell its changes to whichever browser it happens to serve.
  if (rest.dev && rest.processes > 1) throw badSetting('processes');
  const openFiles = secrets.flatMap(({ openFile }) => openFile ?? []);
  return Object.freeze({ ...rest, openFiles, dataDir: data, demo: !noDemo && rest.databaseUrl === null });
}

/** All of it or nothing: an issuer without a client is a mistake. */
function identityProviderOf(env: NodeJS.ProcessEnv, clientSecret: string | null | undefined): object | null {
  if (!env.FALING_OIDC_ISSUER) return null;
  return {
    issuer: env.FALING_OIDC_ISSUER,
    clientId: env.FALING_OIDC_CLIENT_ID,
    clientSecret,
    name: env.FALING_OIDC_NAME || undefined,
    claim: env.FALING_OIDC_CLAIM || undefined,
  };
}

/** `2021-02-30` has the form of a date and is none. */
function isRealDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const badFile = (name: string): StartRefusal =>
  new StartRefusal(
    'bad-option',
    `设置 ${name} 有误：应为已存在的文件，且不能与 ${name.replace(/_FILE$/, '')} 同用；未作任何改动；请改正后重新启动。`,
    `The setting ${name} is wrong: it must be an existing file, and stand alone without ${name.replace(/_FILE$/, '')}; nothing was changed; correct it and start again.`,
    2,
  );

function badSetting(field: string): StartRefusal {
  const [name, zh, en] = named[field] ?? [field, '无法识别', 'is not understood'];
  return new StartRefusal(
    'bad-option',
    `设置 ${name} 有误：${zh}；未作任何改动；请改正后重新启动。`,
    `The setting ${name} is wrong: it ${en}; nothing was changed; correct it and start again.`,
    2,
  );
}

/** The built handler reads these names when it is imported; it takes http for https without them. */
export function setAdapterEnvironment(headers: { addressHeader: string; protocolHeader: string }): void {
  process.env.ADDRESS_HEADER = headers.addressHeader;
  process.env.PROTOCOL_HEADER = headers.protocolHeader;
  // hooks.server.ts bounds every body by its route; this is the largest that any of them takes, and a little more.
  process.env.BODY_SIZE_LIMIT = '33M';
}
