import type { Refusal } from '#domain/refusal.ts';
import { actorName, type Viewer } from '#server/access/actor.ts';
import type { Turnstile } from '#server/quota/turnstile.ts';

/** The quota of one act: an account's, a receipt code's, or for those who have neither, of where they are. */
export function takeAct(turnstile: Turnstile, viewer: Viewer, from: string): Promise<Refusal | undefined> {
  if (viewer.kind !== 'resident') return turnstile.take('command', actorName(viewer));
  return viewer.caseId === null ? turnstile.take('report', from) : turnstile.take('resident', viewer.caseId);
}
