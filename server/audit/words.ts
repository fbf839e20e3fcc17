import type { Pair } from '#domain/language.ts';
import type { AuditAct } from '#server/audit/entry.ts';

/** What each act is called in the list of the audit administrator. */
export const AUDIT_WORDS: Record<AuditAct, Pair> = {
  'sign-in': { zh: '登录', en: 'Signed in' },
  'sign-in.failed': { zh: '登录失败', en: 'Failed to sign in' },
  'sign-in.locked': { zh: '登录被锁定', en: 'Sign-in was locked' },
  'sign-out': { zh: '退出登录', en: 'Signed out' },
  'session.revoke': { zh: '终止会话', en: 'Ended a session' },
  'account.create': { zh: '新建账号', en: 'Created an account' },
  'account.change': { zh: '修改账号', en: 'Changed an account' },
  'account.disable': { zh: '停用账号', en: 'Disabled an account' },
  'password.reset': { zh: '重置密码', en: 'Reset a password' },
  'second-factor.enable': { zh: '启用双因素认证', en: 'Enabled a second factor' },
  'second-factor.disable': { zh: '停用双因素认证', en: 'Disabled a second factor' },
  'delegation.create': { zh: '设定代理', en: 'Named a deputy' },
  'delegation.end': { zh: '结束代理', en: 'Ended a deputyship' },
  'device.create': { zh: '添加大屏', en: 'Added a wall' },
  'device.revoke': { zh: '停用大屏', en: 'Revoked a wall' },
  'key.create': { zh: '发放接口密钥', en: 'Issued a partner key' },
  'key.revoke': { zh: '停用接口密钥', en: 'Revoked a partner key' },
  'contact.reveal': { zh: '查看群众联系方式', en: 'Revealed a resident’s contact' },
  'media.read': { zh: '查看现场照片', en: 'Looked at a photograph' },
  'case.export': { zh: '导出诉求', en: 'Exported cases' },
  'figures.export': { zh: '导出效能数据', en: 'Exported figures' },
  'case.erase': { zh: '清除个人信息', en: 'Erased personal data' },
  'retention.apply': { zh: '按期限清理', en: 'Applied the retention' },
  'settings.change': { zh: '修改设置', en: 'Changed a setting' },
  'epoch.rotate': { zh: '恢复或切换后换代', en: 'Began a new epoch after a restore or a promotion' },
  'audit.read': { zh: '查阅审计记录', en: 'Read the audit entries' },
  'quota.exceeded': { zh: '请求过于频繁被拒', en: 'Was refused for asking too often' },
};
