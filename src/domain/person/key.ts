/** What a partner's key may open. */
export const KEY_SCOPES = [
  'open311.write', // 上报
  'open311.read', // 查询经本平台上报的件
  'cases.read', // 读取本辖区的时限情况
  'figures.read', // 读取本辖区的效能数据
] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];
