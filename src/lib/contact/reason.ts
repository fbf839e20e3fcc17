import type { RevealReason } from '#domain/case/reveal.ts';
import { m } from '$lib/paraglide/messages.js';

const REASONS: Record<RevealReason, () => string> = {
  contact: m.shell_contact_reason_contact,
  visit: m.shell_contact_reason_visit,
  verify: m.shell_contact_reason_verify,
  followup: m.shell_contact_reason_followup,
  urgent: m.shell_contact_reason_urgent,
};

/** Why a contact was shown, as the staff choose it and the resident reads it. */
export const reasonName = (reason: RevealReason): string => REASONS[reason]();
