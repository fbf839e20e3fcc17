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
