import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './project-root.mjs';
import { StartRefusal } from './start-refusal.mjs';

/**
 * Every option of `npm start -- …`, in the order in which `--help` lists them. The values are read and judged
 * in server/config.ts; this file also serves the launcher, which runs before any package is installed.
 */
const options = [
  { name: 'port', value: 'N', env: 'PORT', zh: '端口，默认 5100', en: 'port, 5100 unless told' },
  {
    name: 'host',
    value: 'ADDRESS',
    env: 'HOST',
    zh: '监听地址，默认 127.0.0.1；0.0.0.0 表示所有网卡',
    en: 'address to listen on, 127.0.0.1 unless told; 0.0.0.0 is all of them',
  },
  {
    name: 'processes',
    value: '1..8',
    zh: '同一端口后相同进程的个数，默认 1',
    en: 'identical processes behind the one port, 1 unless told',
  },
  { name: 'no-demo', zh: '不载入演示城市，也不运行模拟器', en: 'no demonstration city and no simulator' },
  {
    name: 'speed',
    value: '1..600',
    zh: '模拟器速度（倍），默认 1',
    en: 'speed of the simulator, 1 unless told',
  },
  {
    name: 'day',
    value: '2021-07-23',
    zh: '完整重放这一天',
    en: 'play that day from its first minute',
  },
  {
    name: 'data',
    value: 'DIR',
    env: 'FALING_DATA',
    zh: '数据目录，默认 data/',
    en: 'data folder, data/ unless told',
  },
  { name: 'dev', zh: '开发模式：改动立即生效，不构建', en: 'development: changes at once, no build' },
  { name: 'help', zh: '显示本说明', en: 'show this' },
];

const settings = [
  [
    'DATABASE_URL',
    '使用该 Postgres（≥ 15），不生成任何演示数据',
    'use that Postgres (≥ 15); nothing is invented',
  ],
  [
    'FALING_SECRET',
    '会话密钥（至少 32 个字符），或 FALING_SECRET_FILE',
    'secret of sessions (≥ 32 characters, made by chance), or FALING_SECRET_FILE',
  ],
  ['FALING_ORIGINS', '对外网址，逗号分隔', 'the addresses that browsers use, separated by commas'],
  [
    'FALING_TRUSTED_PROXIES',
    '可信反向代理的地址，逗号分隔',
    'addresses of trusted reverse proxies, separated by commas',
  ],
  [
    'FALING_AUDIT_SINK',
    '审计链头的外部存证：file:///路径、syslog://主机:端口 或 http(s)://…',
    'where the signed heads of the audit chains go: file:///path, syslog://host:port or http(s)://…',
  ],
  ['LOG_LEVEL', 'fatal error warn info debug trace silent', 'what is logged, info unless told'],
];

/**
 * What was asked for, as text: an argument goes before the environment variable of the same meaning.
 * @param {string[]} argv the arguments after the program
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string | boolean | undefined> & { data: string }} `data` as an absolute path
 */
export function readOptions(argv, env) {
  const described = options.map(({ name, value }) => [name, { type: value ? 'string' : 'boolean' }]);
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options: Object.fromEntries(described) }));
  } catch (error) {
    const named = /'([^']*)'/.exec(error.message)?.[1] ?? argv.join(' ');
    throw new StartRefusal(
      'bad-option',
      `无法识别或不完整的选项 ${named}；未作任何改动；可用选项见 npm start -- --help。`,
      `The option ${named} is unknown or incomplete; nothing was changed; npm start -- --help lists all options.`,
      2,
    );
  }
  for (const { name, env: variable } of options) {
    if (variable && values[name] === undefined && env[variable]) values[name] = env[variable];
  }
  // npm runs scripts in the project's folder and says in INIT_CWD where it was called.
  const data = values.data ? resolve(env.INIT_CWD ?? '.', values.data) : join(projectRoot, 'data');
  return { ...values, data };
}

/** @returns {string} */
export function helpText() {
  const rows = options.map(({ name, value, env, zh, en }) => [
    `--${name}${value ? ` ${value}` : ''}`,
    env ? `${zh}（${env}）` : zh,
    en,
  ]);
  const row = ([left, zh, en]) => `  ${left.padEnd(24)}${zh}\n${' '.repeat(26)}${en}`;
  return [
    '发令 Faling · npm start -- [选项 options]',
    '',
    ...rows.map(row),
    '',
    '环境变量 environment',
    ...settings.map(row),
    '',
  ].join('\n');
}
