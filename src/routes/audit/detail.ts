import type { Language, Pair } from '#domain/language.ts';
import { m } from '$lib/paraglide/messages.js';
import type { ListedEntry } from '#server/audit/list.ts';
import { fullTime } from './full-time.ts';

/** What the fields of an entry's details are called; one that does not stand here is shown by its own name. */
const NAMES: Record<string, Pair> = {
  setting: { zh: '设置', en: 'setting' },
  version: { zh: '版本', en: 'version' },
  effectiveFrom: { zh: '生效', en: 'effective from' },
  works: { zh: '上班', en: 'worked' },
  post: { zh: '岗位', en: 'post' },
  areaCode: { zh: '辖区', en: 'area' },
  departmentId: { zh: '单位', en: 'department' },
  personId: { zh: '人员', en: 'person' },
  from: { zh: '起', en: 'from' },
  until: { zh: '止', en: 'until' },
  before: { zh: '原序列', en: 'epoch before' },
  epoch: { zh: '新序列', en: 'epoch' },
  feed: { zh: '事件至', en: 'events up to' },
  entries: { zh: '审计记录至', en: 'entries up to' },
  reason: { zh: '事由', en: 'reason' },
  count: { zh: '条数', en: 'count' },
  role: { zh: '角色', en: 'role' },
  address: { zh: '地址', en: 'address' },
  via: { zh: '方式', en: 'by' },
  step: { zh: '步骤', en: 'step' },
  failures: { zh: '连续失败', en: 'failures in a row' },
  minutes: { zh: '锁定分钟', en: 'locked for minutes' },
  ended: { zh: '终止会话数', en: 'sessions ended' },
  disabled: { zh: '停用', en: 'disabled' },
  areas: { zh: '辖区', en: 'areas' },
  scopes: { zh: '用途', en: 'scopes' },
  days: { zh: '天数', en: 'days' },
  fromAt: { zh: '生效', en: 'effective from' },
  cases: { zh: '件数', en: 'cases' },
  found: { zh: '查到件数', en: 'cases found' },
  again: { zh: '有效期内再看', en: 'again while it lasted' },
  required: { zh: '必须启用', en: 'required' },
  fromId: { zh: '委托人', en: 'acts for' },
  toId: { zh: '代理人', en: 'deputy' },
  key: { zh: '计数键', en: 'key of the count' },
};

/** Instants are in milliseconds, and no other number is as large. */
const FIRST_INSTANT = 1_000_000_000_000;

function valueOf(value: string | number | boolean | string[]): string {
  if (typeof value === 'boolean') return value ? m.audit_yes() : m.audit_no();
  if (typeof value === 'number') return value >= FIRST_INSTANT ? fullTime(value) : String(value);
  return Array.isArray(value) ? value.join(' ') : value;
}

export interface Detail {
  name: string;
  value: string;
}

export const detailsOf = ({ details }: Pick<ListedEntry, 'details'>, language: Language): Detail[] =>
  Object.entries(details).flatMap(([key, value]) =>
    value === null ? [] : [{ name: NAMES[key]?.[language] ?? key, value: valueOf(value) }],
  );

/** Who did it, as a name: of an account, of a wall, or of what has neither. */
export function whoOf({ actor, actorName }: Pick<ListedEntry, 'actor' | 'actorName'>): string {
  if (actorName !== null) return actorName;
  if (actor === 'system') return m.audit_system();
  if (actor === 'nobody') return m.audit_nobody();
  return actor.startsWith('partner:') ? m.audit_partner() : actor;
}
