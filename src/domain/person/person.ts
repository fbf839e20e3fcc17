/** Who works with the system. A resident has no account; a wall is a device and no person. */
export const ROLES = [
  'volunteer', // 平安员 / 站点
  'worker', // 社区工作人员
  'secretary', // 社区书记
  'dispatcher', // 分拨员
  'officer', // 职能部门经办
  'supervisor', // 督办员
  'leader', // 领导
  'system-admin', // 系统管理员
  'security-admin', // 安全管理员
  'audit-admin', // 审计管理员
] as const;
export type Role = (typeof ROLES)[number];

/** 三员: configuration, accounts, and the audit log; none of them handles cases, and nobody is two of them. */
export const isAdministrator = (role: Role): boolean => role.endsWith('-admin');

/**
 * The social forces from which volunteers (平安员) come. The report speaks of 14 kinds; where it does not
 * name one (marked *), ours is a default of the demonstration.
 */
export const FORCES = [
  'grid', // 网格员
  'building-head', // 楼栋长
  'elder', // 社区"五老"
  'lawyer', // 司法 (律师、人民调解)
  'counsellor', // 心理咨询
  'deputy', // 两代表一委员
  'petition-inspector', // 信访督查专员
  'mediator', // 人民调解员 *
  'social-worker', // 社工 *
  'party-member', // 党员志愿者 *
  'property-keeper', // 物业管家 *
  'guard', // 群防群治队员 *
  'courier', // 快递外卖骑手 *
  'merchant', // 商户代表 *
] as const;
export type Force = (typeof FORCES)[number];

/** An account of the staff: bound to areas (prefixes) and, for officers, to one department. */
export interface Person {
  id: string;
  username: string;
  name: string;
  role: Role;
  areas: string[];
  departmentId: string | null;
  /** What a volunteer is beside the office; null for everybody else. */
  force: Force | null;
  /** The id of the secretary for whom this secretary stands in when orders wait: an order is never stuck on an absence. */
  deputyOf: string | null;
}
