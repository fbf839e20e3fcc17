import type { Pair } from '../language.ts';
import type { KeyScope } from './key.ts';
import type { Role } from './person.ts';

export const ROLE_WORDS: Record<Role, Pair> = {
  volunteer: { zh: '平安员', en: 'volunteer' },
  worker: { zh: '社区工作人员', en: 'community worker' },
  secretary: { zh: '社区书记', en: 'community secretary' },
  dispatcher: { zh: '分拨员', en: 'dispatcher' },
  officer: { zh: '单位经办', en: 'department officer' },
  supervisor: { zh: '督办员', en: 'supervisor' },
  leader: { zh: '领导', en: 'leader' },
  'system-admin': { zh: '系统管理员', en: 'system administrator' },
  'security-admin': { zh: '安全管理员', en: 'security administrator' },
  'audit-admin': { zh: '审计管理员', en: 'audit administrator' },
};

export const SCOPE_WORDS: Record<KeyScope, Pair> = {
  'open311.write': { zh: '上报', en: 'report' },
  'open311.read': { zh: '查询上报件', en: 'read its own reports' },
  'cases.read': { zh: '读取时限', en: 'read deadlines' },
  'figures.read': { zh: '读取效能数据', en: 'read figures' },
};
