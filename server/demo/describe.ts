import type { DemoInfo } from '#server/app.ts';

/** What a terminal shows of a demonstration: where the wall is, and who may sign in. */
export function describeDemo(demo: DemoInfo, origin: string): string {
  const address = origin.replace(/\/$/, '');
  const width = Math.max(0, ...demo.accounts.map((account) => account.username.length));
  const accounts = demo.accounts.map(
    ({ username, name, role, screen }) => `  ${username.padEnd(width)}  ${role} ${name}  ${address}${screen}`,
  );
  return [
    `大屏 wall      ${address}${demo.wallPath}`,
    `上报 report    ${address}/report`,
    `登录 sign in   ${address}/sign-in   密码 password: ${demo.password}`,
    ...accounts,
    `Open311        ${address}/open311/v2/services.json   api_key: ${demo.partnerKey}`,
    '',
  ].join('\n');
}

/** An installation on its own database begins empty: this is how the first administrator is made. */
export const FIRST_STEPS = `还没有任何账号。先建系统管理员：
Nobody has an account yet. Make the first administrator:
  npm run admin -- user --username security --staff 10021 --name 管理员 --role security-admin --area 4403
  npm run admin            （全部命令 all commands）
`;
