import type { Claim } from '#domain/presence.ts';
import { NO_LINE, type ShownRefusal } from '../../live/command.ts';

/** 认领 or 放开: said at once or not at all; it is worth nothing later. */
export async function sendClaim(caseId: string, held: boolean): Promise<Claim | ShownRefusal> {
  try {
    const response = await fetch(`/api/v1/cases/${encodeURIComponent(caseId)}/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ held }),
    });
    return (await response.json()) as Claim | ShownRefusal;
  } catch {
    return NO_LINE;
  }
}
