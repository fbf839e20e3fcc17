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

/** An account of the staff: bound to areas (prefixes) and, for officers, to one department. */
export interface Person {
  id: string;
  username: string;
  name: string;
  role: Role;
  areas: string[];
  departmentId: string | null;
}
