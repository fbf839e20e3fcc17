import * as v from 'valibot';
import { areaCodeSchema } from '#domain/case/command.ts';
import { KEY_SCOPES } from '#domain/person/key.ts';
import { FORCES, ROLES } from '#domain/person/person.ts';
import {
  changeAccount,
  createAccount,
  disableAccount,
  listAccounts,
  resetAccount,
} from '#server/access/account.ts';
import { SETUP } from '#domain/scene/scene.ts';
import type { Viewer } from '#server/access/actor.ts';
import { createDelegation, endDelegation, listDelegations } from '#server/access/delegation.ts';
import { createDevice, listDevices, revokeDevice, setUpDevice } from '#server/access/device.ts';
import { endSessions } from '#server/access/own-session.ts';
import { createKey, listKeys, revokeKey } from '#server/access/partner-key.ts';
import { readFactorPolicy, setFactorPolicy } from '#server/access/second-factor.ts';
import { entry, nothing } from '#server/door/entry.ts';

const SECURITY = ['security-admin'] as const;
const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/));
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
const instant = v.pipe(v.number(), v.integer(), v.minValue(0));
const byId = v.strictObject({ id });
const rights = {
  name,
  role: v.picklist(ROLES),
  areas: v.pipe(v.array(areaCodeSchema), v.minLength(1), v.maxLength(20)),
  departmentId: v.optional(v.nullable(id), null),
  force: v.optional(v.nullable(v.picklist(FORCES)), null),
  deputyOf: v.optional(v.nullable(id), null),
};

/** The entry's `by` lets nobody else this far. */
const idOf = (viewer: Viewer): string => (viewer.kind === 'person' ? viewer.person.id : '');

/** 账号与权限: what the security administrator keeps; each act is noted in the audit (decision 0022). */
export const ACCOUNTS = [
  entry({
    name: 'account.list',
    apart: true,
    method: 'GET',
    path: '/accounts',
    about: { zh: '全部账号。', en: 'All accounts of the staff.' },
    by: SECURITY,
    input: nothing,
    run: ({ accounts }) => listAccounts(accounts),
  }),
  entry({
    name: 'account.create',
    apart: true,
    method: 'POST',
    path: '/accounts',
    about: {
      zh: '新建账号；初始密码只给一次。',
      en: 'Makes an account; its first password is told once and has to be changed.',
    },
    by: SECURITY,
    input: v.strictObject({
      username: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{2,29}$/)),
      staffNumber: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)),
      ...rights,
    }),
    run: ({ accounts, desk }, viewer, given) => createAccount(accounts, desk.sealer, idOf(viewer), given),
  }),
  entry({
    name: 'account.change',
    apart: true,
    method: 'PUT',
    path: '/accounts/{id}',
    about: { zh: '改动一个账号的岗位和辖区。', en: 'Sets what an account may do.' },
    by: SECURITY,
    input: v.strictObject({ id, ...rights }),
    run: ({ accounts }, viewer, { id, ...given }) => changeAccount(accounts, idOf(viewer), id, given),
  }),
  entry({
    name: 'account.disable',
    apart: true,
    method: 'POST',
    path: '/accounts/{id}/disable',
    about: { zh: '停用或恢复一个账号。', en: 'Disables an account, or enables it again.' },
    by: SECURITY,
    input: v.strictObject({ id, disabled: v.boolean() }),
    run: ({ accounts }, viewer, given) => disableAccount(accounts, idOf(viewer), given),
  }),
  entry({
    name: 'account.reset',
    apart: true,
    method: 'POST',
    path: '/accounts/{id}/reset',
    about: {
      zh: '重置密码；也可解除丢失的两步验证。',
      en: 'Gives a new password, told once; takes a lost second factor away where asked to.',
    },
    by: SECURITY,
    input: v.strictObject({ id, secondFactor: v.optional(v.boolean(), false) }),
    run: ({ accounts, desk }, viewer, given) => resetAccount(accounts, desk.sealer, idOf(viewer), given),
  }),
  entry({
    name: 'account.end-sessions',
    apart: true,
    method: 'POST',
    path: '/accounts/{id}/end-sessions',
    about: { zh: '让一个账号在各处退出。', en: 'Ends every session of an account.' },
    by: SECURITY,
    input: byId,
    run: ({ accounts }, viewer, { id }) => endSessions(accounts, idOf(viewer), id),
  }),
  entry({
    name: 'delegation.list',
    apart: true,
    method: 'GET',
    path: '/delegations',
    about: { zh: '委托代理。', en: 'Who acts for whom, and when.' },
    by: SECURITY,
    input: nothing,
    run: ({ accounts }) => listDelegations(accounts),
  }),
  entry({
    name: 'delegation.create',
    apart: true,
    method: 'POST',
    path: '/delegations',
    about: { zh: '建立委托代理，有起止时间。', en: 'Lets one person act for another between two instants.' },
    by: SECURITY,
    input: v.strictObject({ fromId: id, toId: id, startsAt: instant, endsAt: instant }),
    run: ({ accounts }, viewer, given) => createDelegation(accounts, idOf(viewer), given),
  }),
  entry({
    name: 'delegation.end',
    apart: true,
    method: 'POST',
    path: '/delegations/{id}/end',
    about: { zh: '提前结束委托代理。', en: 'Ends a delegation early.' },
    by: SECURITY,
    input: v.strictObject({ id: v.pipe(v.string(), v.uuid()) }),
    run: ({ accounts }, viewer, { id }) => endDelegation(accounts, idOf(viewer), id),
  }),
  entry({
    name: 'device.list',
    apart: true,
    method: 'GET',
    path: '/devices',
    about: { zh: '指挥大屏设备。', en: 'The walls, and when each was last seen.' },
    by: SECURITY,
    input: nothing,
    run: ({ accounts }) => listDevices(accounts),
  }),
  entry({
    name: 'device.create',
    apart: true,
    method: 'POST',
    path: '/devices',
    about: { zh: '登记一块大屏；链接只给一次。', en: 'Makes a wall for one area; its link is told once.' },
    by: SECURITY,
    input: v.strictObject({ name, areaCode: areaCodeSchema }),
    run: ({ accounts, desk }, viewer, given) => createDevice(accounts, desk.sealer, idOf(viewer), given),
  }),
  entry({
    name: 'device.revoke',
    apart: true,
    method: 'POST',
    path: '/devices/{id}/revoke',
    about: { zh: '停用一块大屏，立即生效。', en: 'Revokes a wall at once.' },
    by: SECURITY,
    input: byId,
    run: ({ accounts }, viewer, { id }) => revokeDevice(accounts, idOf(viewer), id),
  }),
  entry({
    name: 'device.setup',
    apart: true,
    method: 'PUT',
    path: '/devices/{id}/setup',
    about: {
      zh: '设定一块大屏的场景、夜间和声音。',
      en: 'Sets the scenes, the night and the sound of a wall.',
    },
    by: SECURITY,
    input: v.strictObject({ id, ...SETUP.entries }),
    run: ({ accounts }, viewer, { id, ...setup }) => setUpDevice(accounts, idOf(viewer), id, setup),
  }),
  entry({
    name: 'key.list',
    apart: true,
    method: 'GET',
    path: '/keys',
    about: { zh: '对接平台的密钥。', en: "The keys of partners' programs." },
    by: SECURITY,
    input: nothing,
    run: ({ accounts }) => listKeys(accounts),
  }),
  entry({
    name: 'key.create',
    apart: true,
    method: 'POST',
    path: '/keys',
    about: {
      zh: '发放密钥，限定用途、辖区和期限；只给一次。',
      en: 'Gives out a key with scopes, areas and an end; it is told once.',
    },
    by: SECURITY,
    input: v.strictObject({
      name,
      scopes: v.pipe(v.array(v.picklist(KEY_SCOPES)), v.minLength(1)),
      areas: v.pipe(v.array(areaCodeSchema), v.minLength(1), v.maxLength(20)),
      days: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
    }),
    run: ({ accounts, desk }, viewer, given) => createKey(accounts, desk.sealer, idOf(viewer), given),
  }),
  entry({
    name: 'key.revoke',
    apart: true,
    method: 'POST',
    path: '/keys/{id}/revoke',
    about: { zh: '停用一个密钥，立即生效。', en: 'Revokes a key at once.' },
    by: SECURITY,
    input: byId,
    run: ({ accounts }, viewer, { id }) => revokeKey(accounts, idOf(viewer), id),
  }),
  entry({
    name: 'second-factor.read',
    apart: true,
    method: 'GET',
    path: '/second-factor',
    about: { zh: '哪些岗位必须两步验证。', en: 'Which roles need a second factor.' },
    by: SECURITY,
    input: nothing,
    run: ({ accounts }) => readFactorPolicy(accounts),
  }),
  entry({
    name: 'second-factor.set',
    apart: true,
    method: 'PUT',
    path: '/second-factor/{role}',
    about: { zh: '设定一个岗位是否必须两步验证。', en: 'Sets whether a role needs a second factor.' },
    by: SECURITY,
    input: v.strictObject({ role: v.picklist(ROLES), required: v.boolean() }),
    run: ({ accounts }, viewer, given) => setFactorPolicy(accounts, idOf(viewer), given),
  }),
];
