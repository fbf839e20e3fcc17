import type { Pair } from '../language.ts';
import type { KeyScope } from './key.ts';
import type { Force, Role } from './person.ts';

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

export const FORCE_WORDS: Record<Force, Pair> = {
  grid: { zh: '网格员', en: 'grid worker' },
  'building-head': { zh: '楼栋长', en: 'building head' },
  elder: { zh: '“五老”', en: 'community elder' },
  lawyer: { zh: '司法力量', en: 'lawyer' },
  counsellor: { zh: '心理咨询师', en: 'counsellor' },
  deputy: { zh: '两代表一委员', en: 'deputy or member' },
  'petition-inspector': { zh: '信访督查专员', en: 'petition inspector' },
  mediator: { zh: '人民调解员', en: 'mediator' },
  'social-worker': { zh: '社工', en: 'social worker' },
  'party-member': { zh: '党员志愿者', en: 'party member' },
  'property-keeper': { zh: '物业管家', en: 'property keeper' },
  guard: { zh: '群防群治队员', en: 'guard' },
  courier: { zh: '快递外卖骑手', en: 'courier' },
  merchant: { zh: '商户代表', en: 'merchant' },
};

export const SCOPE_WORDS: Record<KeyScope, Pair> = {
  'open311.write': { zh: '上报', en: 'report' },
  'open311.read': { zh: '查询上报件', en: 'read its own reports' },
  'cases.read': { zh: '读取时限', en: 'read deadlines' },
  'figures.read': { zh: '读取效能数据', en: 'read figures' },
};
