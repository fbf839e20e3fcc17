import { auditEntryTable } from '#server/audit/table.ts';
import type { Database } from '#server/db/pool.ts';

/** Everything that an entry may say was done. */
export const AUDIT_ACTS = [
  'sign-in',
  'sign-in.failed',
  'sign-in.locked',
  'sign-out',
  'session.revoke',
  'account.create',
  'account.change',
  'account.disable',
  'password.change',
  'password.reset',
  'second-factor.enable',
  'second-factor.disable',
  'delegation.create',
  'delegation.end',
  'device.create',
  'device.revoke',
  'device.setup',
  'wall.show',
  'wall.pause',
  'key.create',
  'key.revoke',
  'contact.reveal',
  'contact.find',
  'media.read',
  'case.export',
  'figures.export',
  'erasure.ask',
  'erasure.decline',
  'case.erase',
  'retention.apply',
  'settings.change',
  'epoch.rotate',
  'audit.read',
  'quota.exceeded',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** Codes, ids and counts; nothing that a person wrote. */
export type AuditDetails = Record<string, string | number | boolean | null | string[]>;

export interface AuditEntry {
  actor: string;
  act: AuditAct;
  caseId?: string;
  subject?: string;
  details?: AuditDetails;
}

/**
 * Writes that something was done or read. In the same transaction as what it tells of, so that neither exists without
 * the other; what only reads writes first and answers after.
 */
export async function note(db: Database, entry: AuditEntry): Promise<void> {
  await db.insert(auditEntryTable).values(entry);
}
